-- The dictionary of metrics: each family's module adds the rows of its own functions.

CREATE TABLE industry.metric (
    function_name     text NOT NULL,
    metric            text NOT NULL,
    name_en           text NOT NULL,
    name_zh           text NOT NULL,
    formula           text NOT NULL,
    parameters        jsonb NOT NULL DEFAULT '{}',
    unit              text NOT NULL,
    value_range       text NOT NULL,
    interpretation_en text NOT NULL,
    interpretation_zh text NOT NULL,
    reference         text NOT NULL,
    PRIMARY KEY (function_name, metric),
    CHECK (jsonb_typeof(parameters) = 'object')
);

COMMENT ON TABLE industry.metric IS
'One row a metric and function that computes it: formula, conventions with their defaults, unit, range, reading and source, in English and '
'Chinese. Owned by the extension, read-only';
COMMENT ON COLUMN industry.metric.function_name IS 'Function or aggregate of schema industry, without arguments';
COMMENT ON COLUMN industry.metric.metric IS 'Short code of the metric; the result column''s name where a function answers several';
COMMENT ON COLUMN industry.metric.name_en IS 'Name in English';
COMMENT ON COLUMN industry.metric.name_zh IS 'Name in Chinese';
COMMENT ON COLUMN industry.metric.formula IS 'Definition in plain notation';
COMMENT ON COLUMN industry.metric.parameters IS 'Arguments that change the convention, each with its default';
COMMENT ON COLUMN industry.metric.unit IS 'Unit of the result: fraction, nat, ratio, count, degree ...';
COMMENT ON COLUMN industry.metric.value_range IS 'Range of the result in interval notation';
COMMENT ON COLUMN industry.metric.interpretation_en IS 'How to read a value, in English';
COMMENT ON COLUMN industry.metric.interpretation_zh IS 'How to read a value, in Chinese';
COMMENT ON COLUMN industry.metric.reference IS 'Source of the method: author and year';

GRANT SELECT ON industry.metric TO PUBLIC;
