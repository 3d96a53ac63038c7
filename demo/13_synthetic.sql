-- The synthetic part of registry shandong: enterprises, figures, places. One session, as the parts share helper tables.
\ir synthetic/enterprises.sql
\ir synthetic/figures.sql
\ir synthetic/places.sql
