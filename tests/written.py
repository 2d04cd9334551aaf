"""Tables of a test in files, by what every exit writes them with."""

import pyarrow.parquet as parquet

from analysis.output import staged, to_arrow, write_csv


def write_tables(notes, folder):
    """Every table as <name>.parquet and <name>.csv, all of them or none."""
    with staged(folder) as stage:
        for name, table in notes.tables().items():
            parquet.write_table(to_arrow(table), stage / f"{name}.parquet")
            write_csv(table, stage / f"{name}.csv")
