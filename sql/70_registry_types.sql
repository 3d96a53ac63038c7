-- Composite types of a registry: the contract between the extension and a user's tables.
--
-- create_registry makes one table LIKE each type and adds keys, checks and indexes. Users may add columns of their own behind ours.
-- Conventions: names come as name_zh and name_en; money has its unit beside it; valid says when a fact holds; known_from
-- and known_to say when it was known (known_to NULL: still the latest). The columns' meaning is in industry.registry_column. In the widest table the columns that every
-- reader filters by stand first: a row is unpacked from the left.

GRANT USAGE ON SCHEMA industry TO PUBLIC;

-- Key and validity as one range of text, so that two of them overlap exactly where the keys are equal and the days overlap. A
-- plain SP-GiST exclusion constraint on it needs no further extension (GiST has no measure of distance for text and degenerates).
CREATE TYPE industry.text_range AS RANGE (SUBTYPE = text, COLLATION = "C", MULTIRANGE_TYPE_NAME = industry.text_multirange);

CREATE FUNCTION industry.key_period(key text, valid daterange) RETURNS industry.text_range
AS 'MODULE_PATHNAME', 'pgi_key_period' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON TYPE industry.text_range IS
'Range of text in byte order; see key_period';
COMMENT ON FUNCTION industry.key_period(text, daterange) IS
'The days of a key''s validity as a range of text, for EXCLUDE USING spgist (key_period(key, valid) WITH &&): no two rows of one key hold on the same day';

-- settings, places and who may see them

CREATE TYPE industry.setting AS (
    name text,
    value text,
    note text
);

CREATE TYPE industry.region AS (
    code industry.division_code,
    level text,
    parent industry.division_code,
    name_zh text,
    name_en text,
    iso_code text,
    valid daterange,
    datum text,
    boundary geometry(MultiPolygon, 4326)
);

CREATE TYPE industry.region_shape AS (
    code industry.division_code,
    shape geometry(MultiPolygon, 4326),
    outline geometry(MultiPolygon, 4326)
);

CREATE TYPE industry.region_lineage AS (
    predecessor industry.division_code,
    successor industry.division_code,
    effective date,
    weight numeric(10, 6)
);

CREATE TYPE industry.region_role AS (
    role_name text,
    division industry.division_code,
    department text
);

-- enterprises

CREATE TYPE industry.enterprise AS (
    uscc industry.uscc,
    name_zh text,
    name_en text,
    division industry.division_code,
    industry industry.industry_code,
    other_industries industry.industry_code[],
    size_class text,
    ownership text,
    main_product text,
    park text,
    founded date,
    location geometry(Point, 4326),
    datum text,
    synthetic boolean
);

CREATE TYPE industry.enterprise_name AS (
    uscc industry.uscc,
    name text,
    valid daterange
);

CREATE TYPE industry.enterprise_state AS (
    uscc industry.uscc,
    state text,
    valid daterange,
    known_from date,
    known_to date
);

CREATE TYPE industry.enterprise_year AS (
    uscc industry.uscc,
    year integer,
    known_from date,
    known_to date,
    unit text,
    employees integer,
    revenue numeric(20, 4),
    main_revenue numeric(20, 4),
    new_product_revenue numeric(20, 4),
    export_revenue numeric(20, 4),
    output numeric(20, 4),
    value_added numeric(20, 4),
    profit numeric(20, 4),
    tax numeric(20, 4),
    assets numeric(20, 4),
    liabilities numeric(20, 4),
    investment numeric(20, 4),
    rd_expense numeric(20, 4),
    rd_staff integer,
    class1_ip integer,
    energy_tce numeric(20, 4),
    carbon_t numeric(20, 4),
    water_m3 numeric(20, 4),
    waste_used_share numeric(10, 6),
    land_mu numeric(20, 4),
    floor_share numeric(10, 6),
    numerical_control_rate numeric(10, 6),
    digital_level integer,
    local_purchases numeric(20, 4),
    purchases numeric(20, 4),
    niche_years integer,
    niche_share numeric(10, 6),
    information_systems integer,
    rd_bodies integer
);

CREATE TYPE industry.tier AS (
    code text,
    name_zh text,
    name_en text,
    family text,
    rank integer,
    issuing_level text,
    validity_years integer,
    peer_indicator text,
    source text
);

CREATE TYPE industry.recognition AS (
    uscc industry.uscc,
    tier text,
    batch text,
    status text,
    level text,
    valid daterange,
    source text,
    known_from date,
    known_to date
);

CREATE TYPE industry.tier_rule AS (
    rule text,
    version text,
    tier text,
    name_zh text,
    name_en text,
    valid daterange,
    source text
);

CREATE TYPE industry.tier_clause AS (
    rule text,
    version text,
    clause integer,
    alternative integer,
    term integer,
    measure text,
    operator text,
    threshold numeric(28, 6),
    threshold_high numeric(28, 6),
    name_zh text,
    name_en text
);

CREATE TYPE industry.capital_event AS (
    uscc industry.uscc,
    event_date date,
    kind text,
    round text,
    amount numeric(20, 4),
    unit text,
    investor text
);

CREATE TYPE industry.patent_link AS (
    family text,
    holder_kind text,
    holder text,
    filed date,
    granted date,
    ipc text,
    overlay text,
    item text
);

-- places with a purpose, platforms, projects

CREATE TYPE industry.park AS (
    code text,
    name_zh text,
    name_en text,
    kind text,
    level text,
    division industry.division_code,
    area_mu numeric(20, 4),
    leading_industries industry.industry_code[],
    class text,
    valid daterange,
    datum text,
    boundary geometry(MultiPolygon, 4326)
);

CREATE TYPE industry.demonstration_area AS (
    code text,
    name_zh text,
    name_en text,
    kind text,
    level text,
    divisions industry.division_code[],
    indicator text,
    valid daterange,
    datum text,
    boundary geometry(MultiPolygon, 4326)
);

CREATE TYPE industry.base AS (
    code text,
    name_zh text,
    name_en text,
    kind text,
    level text,
    divisions industry.division_code[],
    overlay text,
    item text,
    valid daterange,
    datum text,
    boundary geometry(MultiPolygon, 4326)
);

CREATE TYPE industry.platform AS (
    code text,
    name_zh text,
    name_en text,
    kind text,
    level text,
    division industry.division_code,
    operator industry.uscc,
    staff integer,
    radius_km numeric(10, 3),
    valid daterange,
    location geometry(Point, 4326),
    datum text
);

CREATE TYPE industry.platform_service AS (
    platform text,
    service text,
    year integer,
    capacity numeric(20, 4),
    used numeric(20, 4),
    capacity_unit text,
    users_served integer,
    contracts integer,
    transfers integer,
    breakthroughs integer,
    funds numeric(20, 4),
    revenue numeric(20, 4),
    unit text
);

CREATE TYPE industry.project AS (
    code text,
    name_zh text,
    name_en text,
    kind text,
    uscc industry.uscc,
    division industry.division_code,
    park text,
    chain text,
    node text,
    overlay text,
    item text,
    level text,
    status text,
    started date,
    completed date,
    planned_investment numeric(20, 4),
    actual_investment numeric(20, 4),
    unit text,
    capacity_change numeric(20, 4),
    capacity_unit text,
    trl_from integer,
    trl_to integer,
    milestones_due integer,
    milestones_met integer
);

CREATE TYPE industry.project_period AS (
    project text,
    period_start date,
    period_end date,
    planned_investment numeric(20, 4),
    actual_investment numeric(20, 4),
    unit text
);

-- chains and markets

CREATE TYPE industry.chain AS (
    code text,
    version text,
    name_zh text,
    name_en text,
    field text,
    division industry.division_code,
    valid daterange,
    source text
);

CREATE TYPE industry.chain_node AS (
    chain text,
    node text,
    name_zh text,
    name_en text,
    segment text,
    kind text,
    basic_kind text,
    industry industry.industry_code,
    weight numeric(20, 6),
    final_value numeric(20, 4),
    criticality numeric(10, 6),
    demand numeric(20, 4),
    local_supply numeric(20, 4),
    domestic_supply numeric(20, 4),
    imports numeric(20, 4),
    unit text,
    trl integer,
    domestic_alternative boolean
);

CREATE TYPE industry.chain_link AS (
    chain text,
    source text,
    target text,
    weight numeric(20, 6),
    kind text
);

CREATE TYPE industry.chain_member AS (
    chain text,
    node text,
    uscc industry.uscc,
    role text,
    share numeric(10, 6),
    evidence text,
    confidence numeric(10, 6),
    valid daterange
);

CREATE TYPE industry.chain_office AS (
    chain text,
    chief text,
    chief_title text,
    leader industry.uscc,
    department text,
    valid daterange
);

CREATE TYPE industry.chain_list_item AS (
    chain text,
    list text,
    item text,
    name_zh text,
    name_en text,
    node text,
    uscc industry.uscc,
    opened date,
    closed date
);

CREATE TYPE industry.supply_relation AS (
    supplier industry.uscc,
    buyer industry.uscc,
    product text,
    year integer,
    amount numeric(20, 4),
    unit text
);

CREATE TYPE industry.need AS (
    id bigint,
    uscc industry.uscc,
    chain text,
    node text,
    product text,
    industry industry.industry_code,
    quantity numeric(20, 4),
    quantity_unit text,
    price_low numeric(20, 4),
    price_high numeric(20, 4),
    unit text,
    certificates text[],
    needed daterange,
    division industry.division_code,
    location geometry(Point, 4326),
    datum text,
    status text
);

CREATE TYPE industry.offer AS (
    id bigint,
    uscc industry.uscc,
    platform text,
    chain text,
    node text,
    product text,
    industry industry.industry_code,
    equipment text,
    quantity numeric(20, 4),
    used numeric(20, 4),
    quantity_unit text,
    minimum_lot numeric(20, 4),
    changeover_hours numeric(10, 3),
    varieties integer,
    price_low numeric(20, 4),
    price_high numeric(20, 4),
    unit text,
    certificates text[],
    available daterange,
    division industry.division_code,
    location geometry(Point, 4326),
    datum text,
    status text
);

CREATE TYPE industry.match_record AS (
    need bigint,
    offer bigint,
    event text,
    event_date date,
    status text,
    quantity numeric(20, 4),
    score numeric(10, 6),
    value numeric(20, 4),
    unit text,
    delivered date
);

-- measures, plans, classifications, schemes

CREATE TYPE industry.indicator AS (
    code text,
    name_zh text,
    name_en text,
    definition_zh text,
    definition_en text,
    formula text,
    unit text,
    direction text,
    additive text,
    rounding numeric(28, 6),
    version text,
    source text
);

CREATE TYPE industry.observation AS (
    indicator text,
    measure text,
    division industry.division_code,
    subject_kind text,
    subject text,
    period_type text,
    period_start date,
    period_end date,
    basis text,
    value numeric(28, 6),
    unit text,
    status text,
    source text,
    known_from date,
    known_to date
);

CREATE TYPE industry.basis_break AS (
    indicator text,
    division industry.division_code,
    break_date date,
    reason_zh text,
    reason_en text,
    ratio numeric(20, 10),
    splice boolean
);

CREATE TYPE industry.target AS (
    code text,
    name_zh text,
    name_en text,
    indicator text,
    denominator text,
    division industry.division_code,
    subject_kind text,
    subject text,
    baseline numeric(28, 6),
    baseline_date date,
    target numeric(28, 6),
    target_date date,
    path text,
    unit text,
    owner text,
    source text
);

CREATE TYPE industry.overlay AS (
    code text,
    version text,
    name_zh text,
    name_en text,
    exclusive boolean,
    illustrative boolean,
    valid daterange,
    source text
);

CREATE TYPE industry.overlay_item AS (
    overlay text,
    version text,
    item text,
    position integer,
    name_zh text,
    name_en text,
    class text
);

CREATE TYPE industry.overlay_member AS (
    id bigint,
    overlay text,
    version text,
    item text,
    industry industry.industry_code,
    uscc industry.uscc,
    weight numeric(10, 6)
);

CREATE TYPE industry.priority_list AS (
    list text,
    item text,
    class text,
    name_zh text,
    name_en text,
    overlay text,
    overlay_item text,
    indicator text,
    target text,
    valid daterange
);

CREATE TYPE industry.scheme AS (
    code text,
    version text,
    name_zh text,
    name_en text,
    subject_kind text,
    normalization text,
    band_basis text,
    valid daterange,
    source text
);

CREATE TYPE industry.scheme_item AS (
    scheme text,
    version text,
    item text,
    position integer,
    indicator text,
    denominator text,
    weight numeric(10, 6),
    direction text,
    benchmark_kind text,
    benchmark numeric(28, 6),
    cap numeric(10, 6),
    formula text,
    name_zh text,
    name_en text
);

CREATE TYPE industry.scheme_band AS (
    scheme text,
    version text,
    band text,
    position integer,
    bound numeric(10, 6)
);

CREATE TYPE industry.scheme_gate AS (
    scheme text,
    version text,
    gate text,
    effect text,
    indicator text,
    operator text,
    threshold numeric(28, 6),
    points numeric(10, 3),
    band text,
    name_zh text,
    name_en text
);

-- digital services and the ledger

CREATE TYPE industry.digital_service AS (
    code text,
    name_zh text,
    name_en text,
    dimension text,
    division industry.division_code,
    park text,
    chain text,
    stage text,
    scene text,
    star integer,
    mandatory boolean,
    weight numeric(10, 6),
    live daterange,
    users integer
);

CREATE TYPE industry.service_request AS (
    id bigint,
    service text,
    uscc industry.uscc,
    stage text,
    opened timestamptz,
    due timestamptz,
    closed timestamptz,
    outcome text
);

CREATE TYPE industry.sentence AS (
    sentence integer,
    lang text,
    row_id text,
    figure text,
    template text,
    missing text
);

CREATE TYPE industry.lineage AS (
    lineage_id text,
    view_name text,
    key text,
    value numeric(28, 6),
    as_of date,
    vintage date,
    computed_at timestamptz,
    computed_by text,
    tree jsonb
);

-- Each type is the shape of one table of a registry.

COMMENT ON TYPE industry.overlay IS 'Row of a registry: versions of classifications laid over the industry codes';
COMMENT ON TYPE industry.base IS 'Row of a registry: industrial bases and clusters';
COMMENT ON TYPE industry.basis_break IS 'Row of a registry: where a series breaks: revision, threshold, classification';
COMMENT ON TYPE industry.capital_event IS 'Row of a registry: capital events: rounds and listings';
COMMENT ON TYPE industry.chain IS 'Row of a registry: industrial chains';
COMMENT ON TYPE industry.chain_link IS 'Row of a registry: links of a chain: source supplies target';
COMMENT ON TYPE industry.chain_list_item IS 'Row of a registry: entries of a chain''s lists';
COMMENT ON TYPE industry.chain_member IS 'Row of a registry: enterprises at the nodes of a chain';
COMMENT ON TYPE industry.chain_node IS 'Row of a registry: nodes of a chain';
COMMENT ON TYPE industry.chain_office IS 'Row of a registry: chain offices: chief and chain-leading enterprise';
COMMENT ON TYPE industry.demonstration_area IS 'Row of a registry: demonstration areas';
COMMENT ON TYPE industry.digital_service IS 'Row of a registry: digital services and scenes';
COMMENT ON TYPE industry.enterprise IS 'Row of a registry: enterprises';
COMMENT ON TYPE industry.enterprise_name IS 'Row of a registry: names of an enterprise over time';
COMMENT ON TYPE industry.enterprise_state IS 'Row of a registry: states of an enterprise''s life: registered, operating, above_scale, tiered, listed, exited';
COMMENT ON TYPE industry.enterprise_year IS 'Row of a registry: yearly figures of enterprises';
COMMENT ON TYPE industry.indicator IS 'Row of a registry: catalogue of indicators';
COMMENT ON TYPE industry.lineage IS 'Row of a registry: ledger of published figures and what they were made from';
COMMENT ON TYPE industry.match_record IS 'Row of a registry: matches of needs and offers and what became of them';
COMMENT ON TYPE industry.need IS 'Row of a registry: needs';
COMMENT ON TYPE industry.observation IS 'Row of a registry: observations: levels and growth rates apart, each with its basis and vintage';
COMMENT ON TYPE industry.offer IS 'Row of a registry: offers, shared capacity among them';
COMMENT ON TYPE industry.overlay_item IS 'Row of a registry: items of an overlay';
COMMENT ON TYPE industry.overlay_member IS 'Row of a registry: industry codes and single enterprises of an item with their weight';
COMMENT ON TYPE industry.park IS 'Row of a registry: parks';
COMMENT ON TYPE industry.patent_link IS 'Row of a registry: which enterprise or platform holds which patent family';
COMMENT ON TYPE industry.platform IS 'Row of a registry: platforms: design, consulting, testing, industrial internet, shared factories, research';
COMMENT ON TYPE industry.platform_service IS 'Row of a registry: services and output of platforms by year';
COMMENT ON TYPE industry.priority_list IS 'Row of a registry: priority lists and the class that says which indicator is judged';
COMMENT ON TYPE industry.project IS 'Row of a registry: projects: technical reform, 5G factory, new build, research, capacity';
COMMENT ON TYPE industry.project_period IS 'Row of a registry: investment of projects by period';
COMMENT ON TYPE industry.recognition IS 'Row of a registry: recognitions by batch with their validity';
COMMENT ON TYPE industry.region IS 'Row of a registry: divisions with validity and boundary';
COMMENT ON TYPE industry.region_shape IS 'Row of a registry: boundaries of divisions ready for maps';
COMMENT ON TYPE industry.region_lineage IS 'Row of a registry: which division succeeded which, with the share that went there';
COMMENT ON TYPE industry.region_role IS 'Row of a registry: which role may see which division and all below it';
COMMENT ON TYPE industry.scheme IS 'Row of a registry: versions of evaluation schemes';
COMMENT ON TYPE industry.scheme_band IS 'Row of a registry: bands of a scheme';
COMMENT ON TYPE industry.scheme_gate IS 'Row of a registry: gates, bonuses, penalties and exemptions of a scheme';
COMMENT ON TYPE industry.scheme_item IS 'Row of a registry: items of a scheme';
COMMENT ON TYPE industry.sentence IS 'Row of a registry: sentence templates of the bulletin; {figure:format} is filled in';
COMMENT ON TYPE industry.service_request IS 'Row of a registry: service requests and their timing';
COMMENT ON TYPE industry.setting IS 'Row of a registry: configuration rows: the dates the views use, the version';
COMMENT ON TYPE industry.supply_relation IS 'Row of a registry: who supplied whom in a year';
COMMENT ON TYPE industry.target IS 'Row of a registry: targets';
COMMENT ON TYPE industry.tier IS 'Row of a registry: tiers of recognition; their codes are data';
COMMENT ON TYPE industry.tier_clause IS
'Row of a registry: terms of a rule: all clauses must hold; a clause holds if one of its alternatives does; an alternative if all its terms do';
COMMENT ON TYPE industry.tier_rule IS 'Row of a registry: versions of the rules behind a tier';
