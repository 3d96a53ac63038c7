# What the product is made of: one line a file, so that a stray file is never linked or shipped.
CORE += env
CORE += exact_sum
CORE += matrix
CORE += matrix_builder
CORE += matrix_text
PG += env
PG += matrix
PG += matrix_agg
PG += matrix_ops
PG += module
PG += table
SQL += 00_schema
SQL += 05_metric
SQL += 20_matrix
REGRESS += matrix
