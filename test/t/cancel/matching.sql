-- Heavy statements of the matching family: a complete 2,000 x 2,000 plan and a sparse assignment of 30,000 a side.
CREATE TABLE heavy (what text, statement text);
CREATE TABLE match_big AS
SELECT (SELECT matrix_agg('s' || i, 'b' || j, (i * 7919::bigint + j * 104729::bigint + i * j::bigint) % 10007)
        FROM generate_series(1, 2000) i, generate_series(1, 2000) j) AS c,
       (SELECT matrix_agg('s' || i, 'q', 1 + i * 31 % 97) FROM generate_series(1, 2000) i) AS s,
       (SELECT matrix_agg('b' || j, 'q', 1 + j * 37 % 97) FROM generate_series(1, 2000) j) AS d,
       (SELECT matrix_agg('s' || i, 'b' || (i * k * 7919::bigint + k) % 30000, (i * k * 104729::bigint) % 10007)
        FROM generate_series(1, 30000) i, generate_series(1, 20) k) AS sparse;
INSERT INTO heavy VALUES
('match_assign', 'SELECT count(*) FROM match_big, match_assign(sparse)'),
('match_stable', 'SELECT count(*) FROM match_big, generate_series(1, 10), match_stable(c, transpose(c), s, d)'),
('match_supply', 'SELECT count(*) FROM match_big, match_supply(c, s, d)'),
('match_supply in 128 bits', 'SELECT count(*) FROM match_big, match_supply(scale(c, 1 / 3.0), s, d)');
