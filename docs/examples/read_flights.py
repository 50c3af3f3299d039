"""Say how many flights carry the weight: `python read_flights.py flights.parquet`."""

import sys

import pyarrow.parquet as parquet

table = parquet.read_table(sys.argv[1])
weight = table["weight"].to_numpy()
effective = weight.sum() ** 2 / (weight**2).sum()
print(f"{table.num_rows} flights, worth {effective:.0f} of equal weight; the columns are:")
print(", ".join(table.column_names))
