"""The list of known failures names cases that exist, each with its reason."""

from tests.cases import FOLDER, known_failures, load_cases


def test_every_known_failure_names_a_case_that_exists():
    """A renamed or removed case may not leave an excuse behind."""
    for stem, reasons in known_failures().items():
        ids = {case["id"] for case in load_cases(stem)}
        assert reasons.keys() <= ids, f"{stem}: {sorted(reasons.keys() - ids)}"


def test_every_known_failure_gives_its_reason():
    """An excuse without a reason tells nobody what to mend."""
    for reasons in known_failures().values():
        assert all(len(reason.split()) > 2 for reason in reasons.values())


def test_every_case_file_can_be_read():
    """Each file is a list of cases with ids of their own."""
    for path in FOLDER.glob("*.json"):
        assert load_cases(path.stem)
