-- The real figures of the demo as plain tables, columns as in the files; sources and terms are in NOTICE.
\set QUIET on
\pset footer off
\pset null '-'
\echo
\echo 'Loading the real figures: Shandong 2000-2023, US metros 2018, China''s input-output table 2020, a sample chain'

CREATE TABLE prefecture (division_code text PRIMARY KEY, name_zh text NOT NULL, name_en text NOT NULL);
\copy prefecture FROM 'demo/data/shandong_prefectures.csv' CSV HEADER
COMMENT ON TABLE prefecture IS 'Prefectures of Shandong; Laiwu (371200) until 2018';

CREATE TABLE value_added (division_code text, year integer, sector text, value_added float8,
                          PRIMARY KEY (division_code, year, sector));
\copy value_added FROM 'demo/data/shandong_value_added.csv' CSV HEADER
COMMENT ON TABLE value_added IS 'Value added by prefecture, year and sector (1 primary, 2 secondary, 3 tertiary), 100 million yuan, current prices';

CREATE TABLE gdp (division_code text, year integer, gdp float8, PRIMARY KEY (division_code, year));
\copy gdp FROM 'demo/data/shandong_gdp.csv' CSV HEADER
COMMENT ON TABLE gdp IS 'GDP by prefecture and year, 100 million yuan, current prices';

CREATE TABLE us_metro (cbsa_code text, naics_code text, employment float8, establishments float8,
                       PRIMARY KEY (cbsa_code, naics_code));
\copy us_metro FROM 'demo/data/us_metro_2018_naics3.csv' CSV HEADER
COMMENT ON TABLE us_metro
    IS 'Employment and establishments of US metropolitan and micropolitan areas by three-digit industry, 2018; a zero can be a withheld figure';

CREATE TABLE us_name (code text PRIMARY KEY, name text NOT NULL);
\copy us_name FROM 'demo/data/us_short_names.csv' CSV HEADER
COMMENT ON TABLE us_name IS 'Short names of the 86 industries and of some metros';

CREATE TABLE io_flow (seller text, buyer text, flow float8, PRIMARY KEY (seller, buyer));
\copy io_flow FROM 'demo/data/china_io_2020_flows.csv' CSV HEADER
COMMENT ON TABLE io_flow IS 'Input-output table of China 2020: intermediate flows of 153 sectors, 10,000 yuan, producer prices';

CREATE TABLE chain_product (product text, industry text);
\copy chain_product FROM 'demo/data/chain_products.csv' CSV HEADER
CREATE TABLE chain_supply (upstream text, downstream text);
\copy chain_supply FROM 'demo/data/chain_supplies.csv' CSV HEADER
CREATE TABLE chain_company_product (company_id text, product text);
\copy chain_company_product FROM 'demo/data/chain_company_products.csv' CSV HEADER
COMMENT ON TABLE chain_product IS 'Products of a sample chain with their industries';
COMMENT ON TABLE chain_supply IS 'Product and the product downstream of it; real links without weights';
COMMENT ON TABLE chain_company_product IS 'Companies (without names) and the products they make';
ANALYZE;
