-- Tables of a registry: keys, checks, exclusion constraints on validity, indexes.
--
-- Validity of one key must not overlap: key_period in a plain SP-GiST exclusion constraint.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, required, body) VALUES
('table', 'setting', 1000, '配置:视图的截止日期与已知日期等默认值', 'Configuration rows: the dates the views use, the version', '{}', $t$
CREATE TABLE {t} ({like}, PRIMARY KEY (name));
$t$),
('table', 'region', 1010, '行政区划,带有效期与边界', 'Divisions with validity and boundary', '{level,name_zh,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (level IN ('country', 'province', 'prefecture', 'county', 'zone')),
    CHECK (NOT isempty(valid)),
    CHECK (parent IS NULL OR parent <> code),
    CHECK (coalesce(datum IN ('wgs84', 'gcj02', 'bd09'), boundary IS NULL)),
    CHECK (wkb_sound(ST_AsEWKB(boundary))));
ALTER TABLE {t} ALTER COLUMN valid SET DEFAULT '[,)';
CREATE INDEX ON {t} (parent);
CREATE INDEX ON {t} USING gist (boundary);
$t$),
('table', 'region_shape', 1015, '区划边界的成图形式,由触发器维护',
    'Boundaries of divisions ready for maps, kept by a trigger on region; empty where region is your own relation',
    '{shape,outline}', $t$
CREATE TABLE {t} ({like}, PRIMARY KEY (code));
DO $f$ -- in a registry
BEGIN
    IF (SELECT c.relkind FROM pg_class c WHERE c.oid = format('%I.region', {schema})::regclass) IN ('r', 'p') THEN
        EXECUTE format('CREATE TRIGGER keep_shape AFTER INSERT OR DELETE OR UPDATE OF code, boundary, datum ON %I.region '
                       'FOR EACH ROW EXECUTE FUNCTION industry.keep_region_shape()', {schema});
        EXECUTE format('INSERT INTO %1$I.region_shape SELECT r.code, s.shape, map_shape(s.shape, 0.005) FROM %1$I.region r '
                       'CROSS JOIN LATERAL (SELECT repaired_polygon(to_wgs84(r.boundary, r.datum)) AS shape OFFSET 0) s WHERE r.boundary IS NOT NULL',
                       {schema});
    END IF;
END
$f$;
$t$),
('table', 'region_lineage', 1020, '区划撤并沿革及权重', 'Which division succeeded which, with the share that went there', '{weight}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (predecessor, successor, effective),
    CHECK (weight > 0 AND weight <= 1),
    CHECK (predecessor <> successor));
ALTER TABLE {t} ALTER COLUMN weight SET DEFAULT 1;
$t$),
('table', 'region_role', 1030, '角色可见的区划范围', 'Which role may see which division and all below it', '{role_name,division}', $t$
CREATE TABLE {t} ({like}, PRIMARY KEY (role_name, division));
$t$),
('table', 'enterprise', 1100, '企业', 'Enterprises', '{name_zh,division}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (uscc),
    CHECK (size_class IN ('large', 'medium', 'small', 'micro')),
    CHECK (ownership IN ('state', 'collective', 'private', 'foreign', 'mixed')),
    CHECK (coalesce(datum IN ('wgs84', 'gcj02', 'bd09'), location IS NULL)),
    CHECK (wkb_sound(ST_AsEWKB(location))));
ALTER TABLE {t} ALTER COLUMN synthetic SET DEFAULT false;
CREATE INDEX ON {t} (division);
CREATE INDEX ON {t} (industry);
CREATE INDEX ON {t} (park);
CREATE INDEX ON {t} USING gist (location);
$t$),
('table', 'enterprise_name', 1110, '企业曾用名', 'Names of an enterprise over time', '{name,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (uscc, valid),
    CHECK (NOT isempty(valid)),
    EXCLUDE USING spgist (key_period(uscc::text, valid) WITH &&));
$t$),
('table', 'enterprise_state', 1120, '企业生命周期状态(登记、运营、规上、梯度、上市、退出)',
    'States of an enterprise''s life: registered, operating, above_scale, tiered, listed, exited', '{valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (uscc, state, valid, known_from),
    CHECK (state IN ('registered', 'operating', 'above_scale', 'tiered', 'listed', 'exited')),
    CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    CHECK (known_to > known_from),
    EXCLUDE USING spgist (key_period(uscc::text || E'\x02' || state, valid) WITH &&)
        WHERE (known_to IS NULL) DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE {t} ALTER COLUMN known_from SET DEFAULT CURRENT_DATE;
CREATE TRIGGER close_versions AFTER INSERT ON {t} REFERENCING NEW TABLE AS new_version
    FOR EACH STATEMENT EXECUTE FUNCTION close_versions('uscc', 'state', 'valid');
CREATE TRIGGER life_cycle_insert AFTER INSERT ON {t} REFERENCING NEW TABLE AS new_version
    FOR EACH STATEMENT EXECUTE FUNCTION check_life_cycle();
CREATE TRIGGER life_cycle_update AFTER UPDATE ON {t} REFERENCING NEW TABLE AS new_version
    FOR EACH STATEMENT EXECUTE FUNCTION check_life_cycle();
$t$),
('table', 'enterprise_year', 1130, '企业年度数据', 'Yearly figures of enterprises', '{unit}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (uscc, year, known_from),
    CHECK (year BETWEEN 1949 AND 2200),
    CHECK (unit IN ('yuan', '10k_yuan', '100m_yuan')),
    CHECK (employees >= 0 AND rd_staff >= 0 AND class1_ip >= 0),
    CHECK (energy_tce >= 0 AND carbon_t >= 0 AND water_m3 >= 0 AND land_mu >= 0),
    CHECK (waste_used_share BETWEEN 0 AND 1 AND floor_share BETWEEN 0 AND 1 AND numerical_control_rate BETWEEN 0 AND 1),
    CHECK (digital_level BETWEEN 0 AND 5),
    CHECK (niche_years >= 0 AND information_systems >= 0 AND rd_bodies >= 0 AND niche_share BETWEEN 0 AND 1),
    CHECK (known_to > known_from));
ALTER TABLE {t} ALTER COLUMN known_from SET DEFAULT CURRENT_DATE, ALTER COLUMN unit SET DEFAULT '10k_yuan';
CREATE INDEX ON {t} (year);
CREATE TRIGGER close_versions AFTER INSERT ON {t} REFERENCING NEW TABLE AS new_version
    FOR EACH STATEMENT EXECUTE FUNCTION close_versions('uscc', 'year');
$t$),
('table', 'tier', 1200, '认定梯度(代码即数据)', 'Tiers of recognition; their codes are data', '{name_zh,name_en,family,rank,issuing_level}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (issuing_level IN ('national', 'provincial', 'prefecture', 'county')),
    CHECK (validity_years > 0));
$t$),
('table', 'recognition', 1210, '认定批次与有效期', 'Recognitions by batch with their validity', '{status,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (uscc, tier, batch, known_from),
    CHECK (status IN ('granted', 'renewed', 'withdrawn')),
    CHECK (level IN ('line', 'workshop', 'factory')),
    CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    CHECK (known_to > known_from),
    EXCLUDE USING spgist (key_period(uscc::text || E'\x02' || tier, valid) WITH &&)
        WHERE (known_to IS NULL) DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE {t} ALTER COLUMN known_from SET DEFAULT CURRENT_DATE, ALTER COLUMN status SET DEFAULT 'granted';
CREATE INDEX ON {t} (tier, lower(valid));
CREATE TRIGGER close_versions AFTER INSERT ON {t} REFERENCING NEW TABLE AS new_version
    FOR EACH STATEMENT EXECUTE FUNCTION close_versions('uscc', 'tier', 'batch');
$t$),
('table', 'tier_rule', 1220, '认定规则版本', 'Versions of the rules behind a tier', '{name_zh,name_en,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (rule, version),
    EXCLUDE USING spgist (key_period(rule, valid) WITH &&));
$t$),
('table', 'tier_clause', 1230, '认定条款:同一条款内为备选,备选内条件须同时满足',
    'Terms of a rule: all clauses must hold; a clause holds if one of its alternatives does; an alternative if all its terms do',
    '{measure,operator,threshold,name_zh,name_en}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (rule, version, clause, alternative, term),
    CHECK (operator IN ('>=', '>', '<=', '<', '=', '<>', 'between')),
    CHECK ((operator = 'between') = (threshold_high IS NOT NULL) AND (threshold_high IS NULL OR threshold_high >= threshold)));
$t$),
('table', 'capital_event', 1240, '资本事件(融资轮次、上市)', 'Capital events: rounds and listings', '{kind}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (uscc, event_date, kind),
    CHECK (kind IN ('equity', 'listing', 'bond', 'loan')),
    CHECK (amount >= 0),
    CHECK (coalesce(unit IN ('yuan', '10k_yuan', '100m_yuan'), amount IS NULL)));
$t$),
('table', 'patent_link', 1250, '专利族与持有主体', 'Which enterprise or platform holds which patent family', '{filed}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (family, holder_kind, holder),
    CHECK (holder_kind IN ('enterprise', 'platform', 'institute')),
    CHECK (granted >= filed));
CREATE INDEX ON {t} (holder);
CREATE INDEX ON {t} (overlay, item);
$t$),
('table', 'park', 1300, '园区', 'Parks', '{name_zh,division,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (area_mu > 0),
    CHECK (coalesce(datum IN ('wgs84', 'gcj02', 'bd09'), boundary IS NULL)),
    CHECK (wkb_sound(ST_AsEWKB(boundary))));
ALTER TABLE {t} ALTER COLUMN valid SET DEFAULT '[,)';
CREATE INDEX ON {t} (division);
CREATE INDEX ON {t} USING gist (boundary);
$t$),
('table', 'demonstration_area', 1310, '示范区', 'Demonstration areas', '{name_zh,kind,divisions,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (cardinality(divisions) > 0),
    CHECK (coalesce(datum IN ('wgs84', 'gcj02', 'bd09'), boundary IS NULL)),
    CHECK (wkb_sound(ST_AsEWKB(boundary))));
CREATE INDEX ON {t} USING gist (boundary);
$t$),
('table', 'base', 1320, '产业基地与集群', 'Industrial bases and clusters', '{name_zh,kind,divisions,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (cardinality(divisions) > 0),
    CHECK (coalesce(datum IN ('wgs84', 'gcj02', 'bd09'), boundary IS NULL)),
    CHECK (wkb_sound(ST_AsEWKB(boundary))));
CREATE INDEX ON {t} USING gist (boundary);
$t$),
('table', 'platform', 1330, '平台(设计、咨询、检测、工业互联网、共享工厂、研究机构)',
    'Platforms: design, consulting, testing, industrial internet, shared factories, research', '{name_zh,kind,division,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (staff >= 0 AND radius_km > 0),
    CHECK (coalesce(datum IN ('wgs84', 'gcj02', 'bd09'), location IS NULL)),
    CHECK (wkb_sound(ST_AsEWKB(location))));
ALTER TABLE {t} ALTER COLUMN valid SET DEFAULT '[,)';
CREATE INDEX ON {t} (kind, division);
CREATE INDEX ON {t} USING gist (location);
$t$),
('table', 'platform_service', 1340, '平台年度服务与产出', 'Services and output of platforms by year', '{}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (platform, service, year),
    CHECK (capacity >= 0 AND used >= 0 AND users_served >= 0 AND contracts >= 0 AND transfers >= 0 AND breakthroughs >= 0),
    CHECK (coalesce(unit IN ('yuan', '10k_yuan', '100m_yuan'), coalesce(funds, revenue) IS NULL)));
$t$),
('table', 'project', 1350, '项目(技改、5G工厂、新建、研发、产能)', 'Projects: technical reform, 5G factory, new build, research, capacity', '{kind,status}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (kind IN ('tech_reform', '5g_factory', 'new_build', 'research', 'capacity')),
    CHECK (status IN ('planned', 'running', 'completed', 'stopped')),
    CHECK (completed >= started),
    CHECK (planned_investment >= 0 AND actual_investment >= 0),
    CHECK (coalesce(unit IN ('yuan', '10k_yuan', '100m_yuan'), coalesce(planned_investment, actual_investment) IS NULL)),
    CHECK (trl_from BETWEEN 1 AND 9 AND trl_to BETWEEN 1 AND 9),
    CHECK (milestones_met BETWEEN 0 AND milestones_due));
CREATE INDEX ON {t} (uscc);
CREATE INDEX ON {t} (kind, started);
CREATE INDEX ON {t} (chain, node);
$t$),
('table', 'project_period', 1360, '项目分期投资', 'Investment of projects by period', '{period_end,unit}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (project, period_start),
    CHECK (period_end >= period_start),
    CHECK (unit IN ('yuan', '10k_yuan', '100m_yuan')),
    EXCLUDE USING spgist (key_period(project, daterange(period_start, period_end, '[]')) WITH &&));
$t$),
('table', 'chain', 1400, '产业链', 'Industrial chains', '{version,name_zh,valid}', $t$
CREATE TABLE {t} ({like}, PRIMARY KEY (code));
ALTER TABLE {t} ALTER COLUMN valid SET DEFAULT '[,)', ALTER COLUMN version SET DEFAULT '1';
$t$),
('table', 'chain_node', 1410, '产业链环节', 'Nodes of a chain', '{name_zh}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (chain, node),
    CHECK (segment IN ('upstream', 'midstream', 'downstream')),
    CHECK (kind IN ('product', 'material', 'equipment', 'process', 'software', 'service')),
    CHECK (basic_kind IN ('component', 'material', 'process', 'technology', 'software')),
    CHECK (weight >= 0 AND final_value >= 0 AND demand >= 0 AND local_supply >= 0 AND domestic_supply >= 0 AND imports >= 0),
    CHECK (criticality BETWEEN 0 AND 1),
    CHECK (trl BETWEEN 1 AND 9));
$t$),
('table', 'chain_link', 1420, '产业链供应关系', 'Links of a chain: source supplies target', '{}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (chain, source, target),
    CHECK (weight >= 0),
    CHECK (source <> target));
CREATE INDEX ON {t} (chain, target);
$t$),
('table', 'chain_member', 1430, '产业链企业', 'Enterprises at the nodes of a chain', '{role,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (chain, node, uscc, valid),
    CHECK (role IN ('leader', 'key_supporting', 'supporting', 'external')),
    CHECK (share BETWEEN 0 AND 1 AND confidence BETWEEN 0 AND 1),
    EXCLUDE USING spgist (key_period(chain || E'\x02' || node || E'\x02' || uscc::text, valid) WITH &&));
ALTER TABLE {t} ALTER COLUMN valid SET DEFAULT '[,)';
CREATE INDEX ON {t} (uscc);
$t$),
('table', 'chain_office', 1440, '链长制:链长、链主', 'Chain offices: chief and chain-leading enterprise', '{chief,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (chain, chief, valid),
    CHECK (NOT isempty(valid)));
ALTER TABLE {t} ALTER COLUMN valid SET DEFAULT '[,)';
$t$),
('table', 'chain_list_item', 1450, '链长制清单事项', 'Entries of a chain''s lists', '{name_zh,opened}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (chain, list, item),
    CHECK (list IN ('leading', 'supporting', 'strength', 'weakness', 'research', 'layout', 'project', 'recruitment', 'external')),
    CHECK (closed >= opened));
$t$),
('table', 'supply_relation', 1460, '企业间供货关系', 'Who supplied whom in a year', '{unit}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (supplier, buyer, product, year),
    CHECK (supplier <> buyer),
    CHECK (amount >= 0),
    CHECK (unit IN ('yuan', '10k_yuan', '100m_yuan')));
CREATE INDEX ON {t} (buyer);
$t$),
('table', 'need', 1470, '需求', 'Needs', '{product,quantity,status}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (id),
    CHECK (quantity >= 0),
    CHECK (price_low >= 0 AND price_high >= price_low),
    CHECK (status IN ('open', 'met', 'withdrawn')),
    CHECK (coalesce(datum IN ('wgs84', 'gcj02', 'bd09'), location IS NULL)),
    CHECK (wkb_sound(ST_AsEWKB(location))));
ALTER TABLE {t} ALTER COLUMN id SET NOT NULL, ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY, ALTER COLUMN status SET DEFAULT 'open';
CREATE INDEX ON {t} (chain, node);
CREATE INDEX ON {t} (product);
CREATE INDEX ON {t} USING gist (location);
$t$),
('table', 'offer', 1480, '供给与共享产能', 'Offers, shared capacity among them', '{product,quantity,status}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (id),
    CHECK (quantity >= 0 AND used >= 0 AND minimum_lot >= 0),
    CHECK (price_low >= 0 AND price_high >= price_low),
    CHECK (status IN ('open', 'used', 'withdrawn')),
    CHECK (coalesce(datum IN ('wgs84', 'gcj02', 'bd09'), location IS NULL)),
    CHECK (wkb_sound(ST_AsEWKB(location))));
ALTER TABLE {t} ALTER COLUMN id SET NOT NULL, ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY, ALTER COLUMN status SET DEFAULT 'open';
CREATE INDEX ON {t} (chain, node);
CREATE INDEX ON {t} (product);
CREATE INDEX ON {t} USING gist (location);
CREATE INDEX ON {t} USING spgist (map_point(location, id));
$t$),
('table', 'match_record', 1490, '撮合记录', 'Matches of needs and offers and what became of them', '{event_date,status}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (need, offer, event_date),
    CHECK (status IN ('proposed', 'contracted', 'delivered', 'failed')),
    CHECK (quantity >= 0 AND value >= 0),
    CHECK (score BETWEEN 0 AND 1),
    CHECK (delivered >= event_date));
CREATE INDEX ON {t} (offer);
$t$),
('table', 'indicator', 1500, '指标目录', 'Catalogue of indicators', '{name_zh,name_en,unit,direction,additive}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (direction IN ('+', '-', 'interval', 'none')),
    CHECK (additive IN ('flow', 'stock', 'none')),
    CHECK (rounding >= 0));
ALTER TABLE {t} ALTER COLUMN version SET DEFAULT '1';
$t$),
('table', 'observation', 1510, '观测值:水平与增速分开,带口径与版本', 'Observations: levels and growth rates apart, each with its basis and vintage',
    '{unit,period_end,status}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (indicator, measure, division, subject_kind, subject, period_type, period_start, period_end, basis, known_from),
    CHECK (measure IN ('level', 'growth')),
    CHECK (subject_kind IN ('region', 'sector', 'industry', 'overlay', 'enterprise', 'park', 'platform', 'area', 'chain', 'tier', 'class')),
    CHECK (period_type IN ('year', 'quarter', 'month', 'ytd', 'date')),
    CHECK (basis IN ('nominal', 'constant', 'comparable', 'count')),
    CHECK (status IN ('preliminary', 'final', 'imputed', 'suppressed')),
    CHECK (period_end >= period_start),
    CHECK (measure = 'level' OR unit = 'fraction'),
    CHECK (known_to > known_from));
ALTER TABLE {t} ALTER COLUMN measure SET DEFAULT 'level', ALTER COLUMN subject_kind SET DEFAULT 'region', ALTER COLUMN subject SET DEFAULT '',
    ALTER COLUMN period_type SET DEFAULT 'year', ALTER COLUMN basis SET DEFAULT 'nominal', ALTER COLUMN status SET DEFAULT 'final',
    ALTER COLUMN known_from SET DEFAULT CURRENT_DATE, ADD CHECK (value IS NOT NULL OR status = 'suppressed');
CREATE INDEX ON {t} (division, indicator, period_start, subject);
CREATE TRIGGER close_versions AFTER INSERT ON {t} REFERENCING NEW TABLE AS new_version FOR EACH STATEMENT EXECUTE FUNCTION
    close_versions('indicator', 'measure', 'division', 'subject_kind', 'subject', 'period_type', 'period_start', 'period_end', 'basis');
$t$),
('table', 'basis_break', 1520, '口径断点', 'Where a series breaks: revision, threshold, classification', '{reason_zh,reason_en}', $t$
CREATE TABLE {t} ({like},
    CHECK (ratio > 0),
    CHECK (NOT splice OR ratio IS NOT NULL));
ALTER TABLE {t} ALTER COLUMN indicator SET NOT NULL, ALTER COLUMN break_date SET NOT NULL, ALTER COLUMN splice SET DEFAULT false;
CREATE UNIQUE INDEX ON {t} (indicator, break_date, coalesce(division::text, ''));
$t$),
('table', 'target', 1530, '目标', 'Targets', '{name_zh,name_en,indicator,division,baseline,baseline_date,target,target_date,path}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (target_date > baseline_date),
    CHECK (path IN ('linear', 'compound', 'logistic')));
ALTER TABLE {t} ALTER COLUMN path SET DEFAULT 'linear', ALTER COLUMN subject_kind SET DEFAULT 'region', ALTER COLUMN subject SET DEFAULT '';
$t$),
('table', 'overlay', 1600, '产业口径(四新、数字经济核心等)的版本', 'Versions of classifications laid over the industry codes',
    '{name_zh,name_en,exclusive,illustrative,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code, version),
    CHECK (NOT isempty(valid)),
    EXCLUDE USING spgist (key_period(code, valid) WITH &&));
ALTER TABLE {t} ALTER COLUMN valid SET DEFAULT '[,)', ALTER COLUMN version SET DEFAULT '1',
    ALTER COLUMN exclusive SET DEFAULT true, ALTER COLUMN illustrative SET DEFAULT false;
$t$),
('table', 'overlay_item', 1610, '口径中的类别', 'Items of an overlay', '{name_zh,name_en}', $t$
CREATE TABLE {t} ({like}, PRIMARY KEY (overlay, version, item));
$t$),
('table', 'overlay_member', 1620, '类别所含行业代码或企业及权重', 'Industry codes and single enterprises of an item with their weight',
    '{overlay,version,item,weight}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (id),
    CHECK (weight > 0 AND weight <= 1),
    CHECK ((industry IS NULL) <> (uscc IS NULL)));
ALTER TABLE {t} ALTER COLUMN id SET NOT NULL, ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY, ALTER COLUMN weight SET DEFAULT 1;
CREATE UNIQUE INDEX ON {t} (overlay, version, item, industry) WHERE industry IS NOT NULL;
CREATE UNIQUE INDEX ON {t} (overlay, version, item, uscc) WHERE uscc IS NOT NULL;
CREATE INDEX ON {t} (uscc) WHERE uscc IS NOT NULL;
CREATE TRIGGER exclusive_insert AFTER INSERT ON {t} REFERENCING NEW TABLE AS new_version
    FOR EACH STATEMENT EXECUTE FUNCTION check_exclusive_overlay();
CREATE TRIGGER exclusive_update AFTER UPDATE ON {t} REFERENCING NEW TABLE AS new_version
    FOR EACH STATEMENT EXECUTE FUNCTION check_exclusive_overlay();
$t$),
('table', 'priority_list', 1630, '重点清单(突破、壮大、培育、巩固、调整、布局)', 'Priority lists and the class that says which indicator is judged',
    '{class,name_zh,name_en,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (list, item),
    CHECK (class IN ('break_through', 'expand', 'cultivate', 'consolidate', 'adjust', 'lay_out')));
ALTER TABLE {t} ALTER COLUMN valid SET DEFAULT '[,)';
$t$),
('table', 'scheme', 1700, '评价方案版本', 'Versions of evaluation schemes', '{name_zh,name_en,subject_kind,normalization,valid}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code, version),
    CHECK (normalization IN ('min_max', 'benchmark')),
    CHECK (band_basis IN ('rank', 'score')),
    EXCLUDE USING spgist (key_period(code, valid) WITH &&));
ALTER TABLE {t} ALTER COLUMN valid SET DEFAULT '[,)', ALTER COLUMN version SET DEFAULT '1', ALTER COLUMN band_basis SET DEFAULT 'rank';
$t$),
('table', 'scheme_item', 1710, '评价方案的指标', 'Items of a scheme', '{indicator,weight,direction,name_zh,name_en}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (scheme, version, item),
    CHECK (weight >= 0),
    CHECK (direction IN ('+', '-')),
    CHECK (benchmark_kind IN ('fixed', 'average', 'maximum', 'percentile')),
    CHECK (cap > 0),
    CHECK (formula IN ('ratio', 'emission')));
$t$),
('table', 'scheme_band', 1720, '评价方案的档次', 'Bands of a scheme', '{position,bound}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (scheme, version, band),
    CHECK (bound >= 0));
$t$),
('table', 'scheme_gate', 1730, '评价方案的否决、加减分与豁免', 'Gates, bonuses, penalties and exemptions of a scheme',
    '{effect,indicator,operator,threshold}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (scheme, version, gate),
    CHECK (effect IN ('gate', 'bonus', 'penalty', 'penalty_missing', 'exempt')),
    CHECK (operator IN ('>=', '>', '<=', '<', '=', '<>')));
$t$),
('table', 'digital_service', 1800, '数字化服务与场景', 'Digital services and scenes', '{name_zh,dimension}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (code),
    CHECK (dimension IN ('government', 'society', 'community', 'city', 'park')),
    CHECK (star BETWEEN 1 AND 5),
    CHECK (weight >= 0 AND users >= 0));
CREATE INDEX ON {t} (division);
$t$),
('table', 'service_request', 1810, '服务请求及时效', 'Service requests and their timing', '{service,stage,opened}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (id),
    CHECK (closed >= opened AND due >= opened),
    CHECK (outcome IN ('done', 'refused', 'dropped')));
ALTER TABLE {t} ALTER COLUMN id SET NOT NULL, ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY, ALTER COLUMN opened SET DEFAULT now();
CREATE INDEX ON {t} (service);
CREATE INDEX ON {t} (uscc);
$t$),
('table', 'sentence', 1900, '公报句子模板', 'Sentence templates of the bulletin; {figure:format} is filled in', '{template,figure}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (sentence, lang),
    CHECK (lang IN ('zh', 'en')));
$t$),
('table', 'lineage', 1910, '运行台账:已发布数值的来源', 'Ledger of published figures and what they were made from',
    '{view_name,key,computed_at,computed_by}', $t$
CREATE TABLE {t} ({like}, PRIMARY KEY (lineage_id, computed_at));
ALTER TABLE {t} ALTER COLUMN computed_at SET DEFAULT now(), ALTER COLUMN computed_by SET DEFAULT CURRENT_USER;
$t$);

INSERT INTO industry.registry_reference (relation, columns, target, target_columns) VALUES
('region', '{parent}', 'region', '{code}'),
('region_lineage', '{successor}', 'region', '{code}'),
('region_role', '{division}', 'region', '{code}'),
('enterprise', '{division}', 'region', '{code}'),
('enterprise', '{park}', 'park', '{code}'),
('enterprise_name', '{uscc}', 'enterprise', '{uscc}'),
('enterprise_state', '{uscc}', 'enterprise', '{uscc}'),
('enterprise_year', '{uscc}', 'enterprise', '{uscc}'),
('recognition', '{uscc}', 'enterprise', '{uscc}'),
('recognition', '{tier}', 'tier', '{code}'),
('tier', '{peer_indicator}', 'indicator', '{code}'),
('tier_rule', '{tier}', 'tier', '{code}'),
('tier_clause', '{rule,version}', 'tier_rule', '{rule,version}'),
('capital_event', '{uscc}', 'enterprise', '{uscc}'),
('park', '{division}', 'region', '{code}'),
('platform', '{division}', 'region', '{code}'),
('platform', '{operator}', 'enterprise', '{uscc}'),
('platform_service', '{platform}', 'platform', '{code}'),
('project', '{uscc}', 'enterprise', '{uscc}'),
('project', '{division}', 'region', '{code}'),
('project', '{park}', 'park', '{code}'),
('project', '{chain,node}', 'chain_node', '{chain,node}'),
('project_period', '{project}', 'project', '{code}'),
('chain', '{division}', 'region', '{code}'),
('chain_node', '{chain}', 'chain', '{code}'),
('chain_link', '{chain,source}', 'chain_node', '{chain,node}'),
('chain_link', '{chain,target}', 'chain_node', '{chain,node}'),
('chain_member', '{chain,node}', 'chain_node', '{chain,node}'),
('chain_member', '{uscc}', 'enterprise', '{uscc}'),
('chain_office', '{chain}', 'chain', '{code}'),
('chain_office', '{leader}', 'enterprise', '{uscc}'),
('chain_list_item', '{chain}', 'chain', '{code}'),
('supply_relation', '{supplier}', 'enterprise', '{uscc}'),
('supply_relation', '{buyer}', 'enterprise', '{uscc}'),
('need', '{uscc}', 'enterprise', '{uscc}'),
('need', '{division}', 'region', '{code}'),
('offer', '{uscc}', 'enterprise', '{uscc}'),
('offer', '{platform}', 'platform', '{code}'),
('offer', '{division}', 'region', '{code}'),
('match_record', '{need}', 'need', '{id}'),
('match_record', '{offer}', 'offer', '{id}'),
('observation', '{indicator}', 'indicator', '{code}'),
('observation', '{division}', 'region', '{code}'),
('basis_break', '{indicator}', 'indicator', '{code}'),
('target', '{indicator}', 'indicator', '{code}'),
('target', '{denominator}', 'indicator', '{code}'),
('target', '{division}', 'region', '{code}'),
('overlay_item', '{overlay,version}', 'overlay', '{code,version}'),
('overlay_member', '{overlay,version,item}', 'overlay_item', '{overlay,version,item}'),
('overlay_member', '{uscc}', 'enterprise', '{uscc}'),
('scheme_item', '{scheme,version}', 'scheme', '{code,version}'),
('scheme_band', '{scheme,version}', 'scheme', '{code,version}'),
('scheme_gate', '{scheme,version}', 'scheme', '{code,version}'),
('digital_service', '{division}', 'region', '{code}'),
('digital_service', '{park}', 'park', '{code}'),
('service_request', '{service}', 'digital_service', '{code}'),
('service_request', '{uscc}', 'enterprise', '{uscc}');

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('rows', 'setting', 2000, '默认配置', 'Default configuration', $t$
INSERT INTO {s}.setting (name, value, note) VALUES
    ('registry_version', (SELECT extversion FROM pg_extension WHERE extname = 'pg_industry'), '建库版本 / version that made or last upgraded the registry'),
    ('division', NULL, '视图的默认区划,空为全部 / division the views and the bulletin are about; NULL: the topmost'),
    ('as_of', NULL, '视图的截止日期,空为今天 / date the views describe; NULL: today'),
    ('vintage', NULL, '视图的已知日期,空为最新 / what was known at this date; NULL: everything known by now');
$t$),
('function', 'as_of', 3000, '配置的截止日期', 'The date that views describe', $t$
FUNCTION {s}.as_of() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce((SELECT value::date FROM {s}.setting WHERE name = 'as_of'), CURRENT_DATE);
END
$t$),
('function', 'vintage', 3000, '配置的已知日期', 'The date whose knowledge views show', $t$
FUNCTION {s}.vintage() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce((SELECT value::date FROM {s}.setting WHERE name = 'vintage'), 'infinity'::date);
END
$t$),
('function', 'known', 3000, '核对某类代码,未知则报错并给出相近者',
    'The code, or the value of another column, if the table (tier, indicator, overlay, scheme, chain, target ...) has it; else 22023 with the near matches', $t$
FUNCTION {s}.known(what text, word text, attribute text DEFAULT 'code') RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {path}
AS $f$
DECLARE
    called text := CASE attribute WHEN 'code' THEN what ELSE attribute END;
    found_word boolean;
    candidates text[];
BEGIN
    IF word IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22004', MESSAGE = format('%s must not be NULL', coalesce(called, 'what'));
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = to_regclass(format('%I.%I', {schema}, what)) AND a.attname = attribute) THEN
        PERFORM industry.refuse_key('table with such a key', concat_ws('.', what, attribute), ARRAY(
            SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = attribute
            WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = {schema}) AND c.relkind = 'r'));
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I WHERE %I = $1)', {schema}, what, attribute) INTO found_word USING word;
    IF NOT found_word THEN
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %I.%I', attribute, {schema}, what) INTO candidates;
        PERFORM industry.refuse_key(called, word, candidates);
    END IF;
    RETURN word;
END
$f$
$t$),
('function', 'known_if_given', 3001, '核对代码,空则不核对', 'What known says, but NULL stays NULL', $t$
FUNCTION {s}.known_if_given(what text, word text, attribute text DEFAULT 'code') RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN word IS NOT NULL THEN {s}.known(what, word, attribute) END
$t$),
('function', 'known_tier', 3001, '核对梯度代码', 'The tier if the registry has it; else 22023', $t$
FUNCTION {s}.known_tier(code text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN {s}.known('tier', code)
$t$),
('function', 'known_indicator', 3001, '核对指标代码', 'The indicator if the registry has it; else 22023', $t$
FUNCTION {s}.known_indicator(code text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN {s}.known('indicator', code)
$t$),
('function', 'known_overlay', 3001, '核对产业口径代码', 'The overlay if the registry has it; else 22023', $t$
FUNCTION {s}.known_overlay(code text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN {s}.known('overlay', code)
$t$),
('function', 'known_scheme', 3001, '核对评价方案代码', 'The scheme if the registry has it; else 22023', $t$
FUNCTION {s}.known_scheme(code text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN {s}.known('scheme', code)
$t$),
('function', 'known_chain', 3001, '核对产业链代码', 'The chain if the registry has it; else 22023', $t$
FUNCTION {s}.known_chain(code text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN {s}.known('chain', code)
$t$),
('function', 'known_division', 3001, '核对区划代码;空为默认区划',
    'The division if the registry has it, else 22023; NULL gives the default of setting, or else the first topmost division that has enterprises', $t$
FUNCTION {s}.known_division(code text) RETURNS industry.division_code LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {path}
AS $f$
DECLARE
    found_code industry.division_code;
    chinese text[];
    english text[];
    inhabited text[];
    word text := coalesce(code, (SELECT s.value FROM {s}.setting s WHERE s.name = 'division'));
BEGIN
    IF word IS NULL THEN
        RETURN (SELECT r.code FROM {s}.region r
                ORDER BY r.parent IS NOT NULL, NOT EXISTS (SELECT 1 FROM {s}.enterprise e WHERE e.division <@ r.code), r.code LIMIT 1);
    END IF;
    SELECT r.code INTO found_code FROM {s}.region r WHERE r.code::text = word;
    IF NOT FOUND THEN
        -- the Chinese names, else the English ones; where neither comes near, divisions with enterprises rather than the first codes of the country
        SELECT array_agg(r.code::text || ' ' || r.name_zh), array_agg(r.code::text || ' ' || r.name_en),
               array_agg(r.code::text || ' ' || r.name_zh) FILTER (WHERE EXISTS (SELECT 1 FROM {s}.enterprise e WHERE e.division <@ r.code))
        INTO chinese, english, inhabited FROM {s}.region r;
        PERFORM industry.refuse_key('division', word, CASE WHEN industry.near_matches(left(word, 64), chinese) IS NOT NULL THEN chinese
            WHEN industry.near_matches(left(word, 64), english) IS NOT NULL THEN english ELSE coalesce(inhabited, chinese) END);
    END IF;
    RETURN found_code;
END
$f$
$t$),
('function', 'known_list', 3002, '核对逗号分隔的代码清单', 'The codes of a list with commas between them, each known (division: to region); NULL for NULL', $t$
FUNCTION {s}.known_list(what text, list text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT array_agg(CASE known_list.what WHEN 'division' THEN {s}.known_division(w.word)::text ELSE {s}.known(known_list.what, w.word) END ORDER BY w.n)
    FROM unnest(string_to_array(replace(known_list.list, ' ', ''), ',')) WITH ORDINALITY w(word, n);
END
$t$),
('function', 'known_definition', 3002, '核对企业群定义:行业代码或口径/类别',
    'The definition of a set of enterprises if it is an industry code or overlay/item, or NULL; else 22P02 or 22023', $t$
FUNCTION {s}.known_definition(definition text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {path}
AS $f$
DECLARE
    parts text[] := string_to_array(definition, '/');
BEGIN
    IF definition NOT LIKE '%/%' THEN
        PERFORM definition::industry.industry_code;
    ELSIF definition IS NOT NULL THEN
        PERFORM {s}.known_overlay(parts[1]);
        PERFORM industry.known_word('item', array_to_string(parts[2:], '/'), ARRAY(SELECT i.item FROM {s}.overlay_item i WHERE i.overlay = parts[1]));
    END IF;
    RETURN definition;
END
$f$
$t$),
('function', 'holds_all', 3002, '区划是否包含登记库的全部企业',
    'True where a division holds every enterprise of the registry, so that no join is needed to tell; false where enterprise is your own relation',
$t$
FUNCTION {s}.holds_all(division industry.division_code) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    -- a subtree is an interval of codes, and the foreign keys lead every fact to an enterprise
    SELECT coalesce((SELECT e.division <@ holds_all.division FROM {s}.enterprise e ORDER BY e.division LIMIT 1)
                    AND (SELECT e.division <@ holds_all.division FROM {s}.enterprise e ORDER BY e.division DESC LIMIT 1)
                    AND (SELECT c.relkind IN ('r', 'p') FROM pg_class c WHERE c.oid = format('%I.enterprise', {schema})::regclass), false);
END
$t$);
