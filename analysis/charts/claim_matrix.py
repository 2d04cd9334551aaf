"""Claims: machine's and reviewers' status side by side, who answered what.

And how few origins stand behind many reports.
"""

from typing import Any

import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..measures import intervals
from ..measures.lanes import FAULTY
from ..measures.origins import evidence_origins
from . import style
from .chart import Chart
from .style import count, listed

# The columns in their order: what the text says of a claim, then what people found on the matter.
STATUSES = (
    "asserted",
    "reported",
    "unattributed",
    "hinted",
    "several_sources",
    "neither_confirmed_nor_denied",
    "no_conclusive_evidence",
    "denied",
    "not_checkable",
    "disputed",
    "corroborated",
    "in_part",
    "refuted",
    "unsupported",
    "not_assessed",
    "in_conflict",
)
ANSWERS = {
    "denied": ("denies", style.VERMILLION),
    "neither": ("neither confirms nor denies", style.ORANGE),
    "silent": ("keeps silent", style.SKY),
    "declined": ("declines to comment", style.INK),
    "no_evidence": ("gives no conclusive evidence", style.PURPLE),
    "confirmed": ("confirms", style.GREEN),
}
OTHER = ("answers otherwise", style.GREY)
COUNTS = {"reports": "n_pages", "origins": "n_origins", "unknown": "n_unknown"}
MOST_CLAIMS, MOST_ANSWERS = 34, 14


@style.house
def status_matrix(shown: pd.DataFrame) -> Chart:
    """Claim × status.

    The machine's reading of the text a hollow circle, what people found a filled diamond.

    shown : `register.displayed`: one row a claim, with matter, decided_by, machine_status, stale
    """
    found = shown.matter.where(shown.decided_by == "reviewer", shown.machine_status)
    table = shown.assign(status=found)[
        [
            "claim_id",
            "article_id",
            "n",
            "quote",
            "source",
            "machine_status",
            "decided_by",
            "status",
            "label",
            "stale",
        ]
    ]
    decided = table[table.decided_by == "reviewer"]
    foot = (
        f"n = {count(len(table), 'claim')}, {style.held(table)}. A claim is what somebody says, "
        "not what is so; quotations are cut. The machine only suggests."
    )
    if table.empty:
        return style.nothing("No claim is registered", table, foot)
    faulty = int(decided.status.isin(FAULTY).sum())
    headline = f"Reviewers have decided {len(decided)} of {count(len(table), 'claim')}"
    if len(decided):
        headline += (
            f": {int((decided.status == 'corroborated').sum())} corroborated, {faulty} refuted"
        )
    subtitle = "What the text alone suggests, and what people found on the matter"
    rows = (
        pd.concat([decided, table[table.decided_by != "reviewer"]])
        .head(MOST_CLAIMS)
        .sort_values(["article_id", "n"], kind="stable")
        .reset_index(drop=True)
    )
    columns = [s for s in STATUSES if ((rows.status == s) | (rows.machine_status == s)).any()]
    columns += sorted((set(rows.status) | set(rows.machine_status)) - set(STATUSES) - {""})
    figure, (axes,) = style.sheet(
        headline,
        subtitle,
        foot,
        height=0.255 * len(rows),
        left=3.75,
        right=0.85,
        bottom=0.05,
        top=1.45 + style.KEY_ROW,
    )
    axes.hlines(range(len(rows)), -0.5, len(columns) - 0.5, color=style.RULE, linewidth=0.8)
    for y, row in enumerate(rows.itertuples()):
        machine = columns.index(row.machine_status) if row.machine_status else None
        human = columns.index(row.status) if row.decided_by == "reviewer" else None
        if machine is not None and human is not None and machine != human:
            axes.plot([machine, human], [y, y], color=style.PALE, linewidth=1.4, zorder=1)
        if machine is not None:
            axes.scatter(
                machine,
                y,
                s=74,
                facecolor=style.PAPER,
                edgecolor=style.GREY,
                linewidth=1.5,
                zorder=2,
            )
        if human is not None:
            color = (
                style.GREEN
                if row.status == "corroborated"
                else style.VERMILLION
                if row.status in FAULTY
                else style.BLUE
            )
            axes.scatter(human, y, s=34, marker="D", color=color, zorder=3)
    axes.set(xlim=(-0.5, max(len(columns), 1) - 0.5), ylim=(len(rows) - 0.5, -0.5))
    axes.xaxis.tick_top()
    axes.set_xticks(
        range(len(columns)),
        [
            c.replace("_", " ").replace("neither confirmed nor denied", "neither conf. nor denied")
            for c in columns
        ],
        rotation=45,
        ha="left",
        rotation_mode="anchor",
    )
    axes.set_yticks(
        range(len(rows)), [style.lines_of(figure, said_by(r), 3.55, 1) for r in rows.itertuples()]
    )
    axes.tick_params(length=0)
    style.bare(axes, "left", "bottom")
    style.key(
        axes,
        [
            ("machine suggests", style.GREY, "o-"),
            ("reviewer decided:", style.INK, "D"),
            ("stands", style.GREEN, "D"),
            ("faulty", style.VERMILLION, "D"),
            ("open", style.BLUE, "D"),
        ],
        5,
        lift=1.43,
    )
    more = f" {len(rows)} of {len(table)} claims are drawn." if len(rows) < len(table) else ""
    counts = "; ".join(
        f"{s.replace('_', ' ')}: machine {int((table.machine_status == s).sum())}, reviewer "
        f"{int((decided.status == s).sum())}"
        for s in columns
    )
    return Chart(
        figure,
        headline,
        table,
        f"Matrix of claims by status. {headline}. {subtitle}. {counts}.{more}",
    )


@style.house
def respondents(responses: pd.DataFrame, claims: pd.DataFrame) -> Chart:
    """Claims joined to those who answered them in the text.

    Denial, refusal to confirm, confirmation, silence.

    responses, claims : the tables of these names
    """
    table = respondent_table(responses, claims)
    foot = (
        f"n = {count(len(table), 'answer')} to "
        f"{count(table.claim_id.nunique() if len(table) else 0, 'claim')} of {len(claims)}, "
        f"{style.held(claims)}. Suggested by rules; the claims are their sources', not established "
        "facts."
    )
    if table.empty:
        return style.nothing("No claim is answered inside the text", table, foot)
    answered = table.claim_id.nunique()
    kinds = table.answer.value_counts()
    headline = (
        f"{answered} of {count(len(claims), 'claim')} get an answer in the text itself, most "
        f"often: {kinds.index[0]}"
    )
    colors = dict([*ANSWERS.values(), OTHER])
    shown = table.head(MOST_ANSWERS).reset_index(drop=True)
    by = [shown[shown.answer == kind].index for kind in colors]
    present = [
        (kind, color, "-")
        for (kind, color), rows in zip(colors.items(), by, strict=True)
        if len(rows)
    ]
    figure, (axes,) = style.sheet(
        headline,
        f"Who answers which claim, and how; answered: {intervals.share(answered, len(claims))}",
        foot,
        height=0.62 * len(shown) + 0.3,
        left=0.15,
        right=0.15,
        bottom=0.05,
        top=style.KEY_ROW * (1 + (len(present) - 1) // 3),
    )
    names = list(dict.fromkeys(shown.respondent))
    right = {name: shown.index[shown.respondent == name].to_series().mean() for name in names}
    order = sorted(names, key=lambda name: right[name])
    places = dict(zip(order, _even(len(order), len(shown)), strict=True))
    for _, rows in shown.groupby("claim_id", sort=False):
        y = rows.index.to_series().mean()
        axes.text(
            3.5,
            y,
            style.wrap(figure, _two_lines(rows.iloc[0]), style.SMALL, 3.4),
            ha="right",
            va="center",
            fontsize=style.SMALL,
            linespacing=1.05,
        )
        for r in rows.itertuples():
            axes.add_patch(style.curve(3.58, y, 5.0, places[r.respondent], colors[r.answer], 2.6))
    for name, y in places.items():
        axes.text(
            5.08, y, style.lines_of(figure, name, 1.7), ha="left", va="center", linespacing=1.05
        )
    axes.set(xlim=(0, 6.9), ylim=(len(shown) - 0.4, -0.6))
    axes.set_axis_off()
    style.key(axes, present, 3)
    told = "; ".join(
        f"{r.respondent} to “{style.short(r.quote, 60)}” of {r.source}: {r.answer}"
        for r in shown.itertuples()
    )
    return Chart(figure, headline, table, f"Graph of claims and respondents. {headline}. {told}.")


def respondent_table(responses: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """One row an answer: claim_id, quote, source, respondent, answer (kind), response_quote."""
    known = claims.set_index("claim_id")
    responses = responses.sort_values(
        "claim_id",
        key=lambda ids: ids.map({c: i for i, c in enumerate(claims.claim_id)}),
        kind="stable",
    )
    rows = [
        {
            "article_id": r.article_id,
            "claim_id": r.claim_id,
            "quote": style.plain(known.quote[r.claim_id]),
            "source": _source(known.source[r.claim_id]),
            "respondent": style.plain(r.source) or "not said who",
            "answer": ANSWERS.get(r.response, OTHER)[0],
            "response_quote": style.plain(r.quote),
        }
        for r in responses.itertuples()
        if r.claim_id in known.index
    ]
    return pd.DataFrame(
        rows,
        columns=[
            "article_id",
            "claim_id",
            "quote",
            "source",
            "respondent",
            "answer",
            "response_quote",
        ],
    )


@style.house
def reports_and_origins(evidence: pd.DataFrame, shown: pd.DataFrame) -> Chart:
    """Per claim a dumbbell: pages that bear it out, and the distinct origins behind them.

    evidence : the register's evidence; shown : `register.displayed`, for the claims' words
    """
    table = origin_table(evidence, shown)
    foot = (
        f"n = {count(int(table.reports.sum()), 'page')} that support "
        f"{count(int((table.reports > 0).sum()), 'claim')} of {len(table)}; "
        f"{len(evidence) - int(table.reports.sum())} that qualify or contradict are not drawn. "
        "Origin: what a page says its report rests on; an origin that no page shows, or the "
        "article's own source, is not counted as one."
    )
    if not table.reports.sum():
        return style.nothing("No evidence that supports a claim is registered", table, foot)
    thin, fewer = int((table.origins < 2).sum()), int((table.origins < table.reports).sum())
    headline = f"Fewer than two known origins support {thin} of {count(len(table), 'claim')}"
    rows = table.head(MOST_CLAIMS)
    figure, (axes,) = style.sheet(
        headline,
        f"Pages that support a claim against the origins behind them; {fewer} of {len(table)} have "
        "more pages than origins",
        foot,
        height=0.255 * len(rows) + 0.1,
        left=3.75,
        right=0.85,
        bottom=0.5,
        top=style.KEY_ROW,
    )
    for y, row in enumerate(rows.itertuples()):
        axes.plot([row.origins, row.reports], [y, y], color=style.PALE, linewidth=2.4, zorder=1)
        axes.scatter(
            row.reports,
            y,
            s=64,
            facecolor=style.PAPER,
            edgecolor=style.GREY,
            linewidth=1.6,
            zorder=2,
        )
        axes.scatter(
            row.origins,
            y,
            s=40,
            color=style.VERMILLION if row.origins < 2 else style.BLUE,
            zorder=3,
        )
        if row.unknown:
            axes.annotate(
                f"{row.unknown} unknown",
                (row.reports, y),
                (7, 0),
                textcoords="offset points",
                va="center",
                fontsize=style.SMALL,
                color=style.GREY,
            )
    axes.set(
        xlim=(-0.3, rows.reports.max() + 0.6),
        ylim=(len(rows) - 0.5, -0.5),
        xlabel="pages and origins",
    )
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_yticks(
        range(len(rows)), [style.lines_of(figure, said_by(r), 3.55, 1) for r in rows.itertuples()]
    )
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    style.bare(axes, "left")
    style.key(
        axes,
        [
            ("pages", style.GREY, "o-"),
            ("known origins: two or more", style.BLUE, "o"),
            ("fewer", style.VERMILLION, "o"),
        ],
        3,
    )
    fewest = [f"{said_by(r)} with {r.origins} of {r.reports}" for r in table.head(5).itertuples()]
    return Chart(
        figure,
        headline,
        table,
        f"Dumbbells of supporting pages and origins per claim. {headline}. "
        f"Fewest: {listed(fewest, 5)}.",
    )


def origin_table(evidence: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """One row a claim with evidence.

    Supporting pages (reports), their distinct origins, pages of unknown origin.
    """
    support = evidence_origins(evidence[evidence.stance == "supports"]).set_index("claim_id")
    known = shown.drop_duplicates("claim_id").set_index("claim_id")
    rows = []
    for claim_id in dict.fromkeys(evidence.claim_id):
        counts = support.loc[claim_id] if claim_id in support.index else None
        claim = known.loc[claim_id] if claim_id in known.index else None
        rows.append(
            {
                "claim_id": claim_id,
                "n": 0 if claim is None else int(claim.n),
                "source": "" if claim is None else style.plain(claim.source),
                "quote": claim_id if claim is None else style.plain(claim.quote),
                **{new: 0 if counts is None else int(counts[old]) for new, old in COUNTS.items()},
            }
        )
    table = pd.DataFrame(rows, columns=["claim_id", "n", "source", "quote", *COUNTS])
    return table.sort_values(
        ["origins", "reports", "n"], ascending=[True, False, True], ignore_index=True
    )


def said_by(claim: Any) -> str:
    """A claim for a label, with the one who says it: no allegation stands there as a fact."""
    source = style.short(_source(claim.source), 17)
    return f"{source}: “{style.short(claim.quote, 44 - len(source))}”"


def _two_lines(claim: Any) -> str:
    source = style.short(claim.source, 44)
    return f"{source}: “{style.short(claim.quote, 78 - len(source))}”"


def _source(source: str) -> str:
    name = style.plain(source).split(" (")[0]
    return "the article" if name in ("", "narrator") else name


def _even(n: int, rows: int) -> list[float]:
    """So many places spread over the height of `rows` rows."""
    return [(i + 0.5) * rows / n - 0.5 for i in range(n)]
