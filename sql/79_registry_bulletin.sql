-- The bulletin: sentence templates are rows, every figure is computed; and where a figure comes from.

CREATE FUNCTION industry.month_text(day date, lang text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN lang = 'en'
    THEN (ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
        'December'])[extract(month FROM day)::integer] || ' ' || extract(year FROM day)::integer
    ELSE extract(year FROM day)::integer || '年' || extract(month FROM day)::integer || '月' END;
COMMENT ON FUNCTION industry.month_text(date, text) IS
'Month and year in words';

CREATE FUNCTION industry.figure_text(value numeric, format text, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN value IS NULL THEN CASE lang WHEN 'en' THEN 'n/a' ELSE '暂无' END
    WHEN format = 'count' THEN to_char(round(value), 'FM999,999,999,999,990')
    WHEN format = 'percent' THEN trim_scale(round(value * 100, 1))::text || CASE lang WHEN 'en' THEN ' %' ELSE '%' END
    WHEN format = 'rank' THEN CASE WHEN lang <> 'en' THEN '第' || value::integer
        ELSE value::integer || CASE WHEN value::integer % 100 IN (11, 12, 13) THEN 'th' WHEN value::integer % 10 = 1 THEN 'st'
            WHEN value::integer % 10 = 2 THEN 'nd' WHEN value::integer % 10 = 3 THEN 'rd' ELSE 'th' END END
    WHEN format = 'yuan' AND lang = 'en' THEN CASE WHEN value >= 1e12 THEN trim_scale(round(value / 1e12, 4)) || ' trillion yuan'
        ELSE trim_scale(round(value / 1e9, 1)) || ' billion yuan' END
    WHEN format = 'yuan' THEN CASE WHEN value >= 1e12 THEN trim_scale(round(value / 1e12, 4)) || '万亿元' ELSE trim_scale(round(value / 1e8, 1)) || '亿元' END
    WHEN format = 'year' THEN value::integer || CASE lang WHEN 'en' THEN '' ELSE '年' END
    WHEN format = 'year_month' THEN industry.month_text(make_date((value / 100)::integer, value::integer % 100, 1), lang)
    WHEN format = 'ten_thousand' THEN CASE lang WHEN 'en' THEN to_char(round(value), 'FM999,999,999,999,990')
        ELSE trim_scale(round(value / 1e4, 2)) || '万个' END
    WHEN format = 'multiple' THEN trim_scale(round(value, 2)) || CASE lang WHEN 'en' THEN ' times' ELSE '倍' END
    ELSE trim_scale(round(value, 4))::text END;
COMMENT ON FUNCTION industry.figure_text(numeric, text, text) IS
'A figure in words for a sentence: count, percent (of a fraction), rank, yuan, year, year_month (202210), ten_thousand, multiple; n/a for NULL';

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('rows', 'sentence', 2040, '公报句子模板(中英文)', 'Sentences of the bulletin in Chinese and English', $t$
INSERT INTO {s}.sentence (sentence, lang, row_id, figure, template, missing) VALUES
    (1, 'zh', 'R01', 'real_growth_spread',
        '{region}三次产业竞相发展:{real_growth_year:year}第一、二、三产业增加值实际增长{real_growth1:percent}、{real_growth2:percent}、{real_growth3:percent}。',
        '{region}三次产业实际增速暂无数据。'),
    (1, 'en', 'R01', 'real_growth_spread',
        'In {region} the three industries grew side by side: by {real_growth1:percent}, {real_growth2:percent} and {real_growth3:percent} in real terms in {real_growth_year:year}.',
        'Real growth of the three industries of {region} is not known.'),
    (2, 'zh', 'R02', 'crossing_threshold', '{crossing_indicator}于{crossing_year:year}首次突破{crossing_threshold:amount},为{peers}{crossing_place:rank}个。',
        '{crossing_indicator}尚无首次突破的记录。'),
    (2, 'en', 'R02', 'crossing_threshold',
        '{crossing_indicator} first passed {crossing_threshold:amount} in {crossing_year:year}, the {crossing_place:rank} of the {peers} to do so.',
        '{crossing_indicator}: no first crossing is on record.'),
    (3, 'zh', 'R03', 'above_scale', '截至{month},规模以上工业企业{above_scale:count}家。',
        '规模以上企业数暂无数据。'),
    (3, 'en', 'R03', 'above_scale', 'As of {month} there were {above_scale:count} industrial enterprises above designated size.',
        'The number of industrial enterprises above designated size is not known.'),
    (4, 'zh', 'R04', 'national_srdi', '国家级专精特新企业{national_srdi:count}家。',
        '国家级专精特新企业数暂无数据。'),
    (4, 'en', 'R04', 'national_srdi', 'Specialised and refined enterprises of national level number {national_srdi:count}.',
        'The number of specialised enterprises of national level is not known.'),
    (5, 'zh', 'R04', 'provincial_srdi', '省级专精特新企业{provincial_srdi:count}家。',
        '省级专精特新企业数暂无数据。'),
    (5, 'en', 'R04', 'provincial_srdi', 'Those of provincial level number {provincial_srdi:count}.',
        'The number of those of provincial level is not known.'),
    (6, 'zh', 'R04', 'little_giant', '专精特新小巨人企业{little_giant:count}家。',
        '专精特新小巨人企业数暂无数据。'),
    (6, 'en', 'R04', 'little_giant', 'The smaller enterprises of this kind, the little giants, number {little_giant:count}.',
        'The number of little giants is not known.'),
    (7, 'zh', 'R04', 'srdi_rank', '三类企业合计数量居{among}{srdi_rank:rank}位。',
        '三类企业合计数量的位次暂无可比数据。'),
    (7, 'en', 'R04', 'srdi_rank', 'Taken together their number ranks {srdi_rank:rank} {among}.',
        'How their number ranks {among} is not known.'),
    (8, 'zh', 'R06', 'new_contribution', '新旧动能加快转换,新动能对增加值增长的贡献率为{new_contribution:percent}。',
        '新动能贡献率暂无数据。'),
    (8, 'en', 'R06', 'new_contribution', 'New drivers are replacing old ones: they contributed {new_contribution:percent} of the growth of value added.',
        'What new drivers contributed to growth is not known.'),
    (9, 'zh', 'R07', 'top_ten_share', '十强产业增加值占比{top_ten_share:percent}。',
        '十强产业占比暂无数据。'),
    (9, 'en', 'R07', 'top_ten_share', 'The top ten industries hold {top_ten_share:percent} of value added.',
        'The share of the top ten industries is not known.'),
    (10, 'zh', 'R09', 'four_new_share', '“四新”经济增加值占比{four_new_share:percent}。',
        '“四新”经济占比暂无数据。'),
    (10, 'en', 'R09', 'four_new_share', 'The "Four New" economy makes up {four_new_share:percent} of value added.',
        'The share of the "Four New" economy is not known.'),
    (11, 'zh', 'R10', 'leading_tech', '科技领军企业{leading_tech:count}家。',
        '科技领军企业数暂无数据。'),
    (11, 'en', 'R10', 'leading_tech', 'Leading technology enterprises number {leading_tech:count}.',
        'The number of leading technology enterprises is not known.'),
    (12, 'zh', 'R10', 'high_tech', '高新技术企业{high_tech:count}家。',
        '高新技术企业数暂无数据。'),
    (12, 'en', 'R10', 'high_tech', 'High-tech enterprises number {high_tech:count}.',
        'The number of high-tech enterprises is not known.'),
    (13, 'zh', 'R10', 'tech_sme', '科技型中小企业{tech_sme:count}家,为创业投资提供了丰富的项目源。',
        '科技型中小企业数暂无数据。'),
    (13, 'en', 'R10', 'tech_sme', 'With {tech_sme:count} small and medium technology enterprises there is a rich pool for venture capital.',
        'The number of small and medium technology enterprises is not known.'),
    (14, 'zh', 'R12', 'reform_projects', '在建和建成的技术改造项目{reform_projects:count}个。',
        '技术改造项目暂无登记。'),
    (14, 'en', 'R12', 'reform_projects', 'Projects of technical reform, running or done, number {reform_projects:count}.',
        'No projects of technical reform are on record.'),
    (15, 'zh', 'R21', 'research_platforms', '研究类平台{research_platforms:count}个。',
        '研究类平台暂无登记。'),
    (15, 'en', 'R21', 'research_platforms', 'Research platforms number {research_platforms:count}.',
        'No research platforms are on record.'),
    (16, 'zh', 'R28', 'industry_growth', '{industry_growth_month:year_month}规模以上工业增加值累计增长{industry_growth:percent}。',
        '规模以上工业增加值累计增速暂无数据。'),
    (16, 'en', 'R28', 'industry_growth',
        'Value added of above-scale industry grew by {industry_growth:percent} from January to {industry_growth_month:year_month}.',
        'Growth of above-scale industry within the year is not known.'),
    (17, 'zh', 'R30', 'chain_masters', '推行链长制,重点产业链{chains:count}条,认定链主企业{chain_masters:count}家。',
        '重点产业链或链主企业暂无登记。'),
    (17, 'en', 'R30', 'chain_masters', 'Under the chain-chief mechanism there are {chains:count} key chains; {chain_masters:count} enterprises are recognised as chain masters.',
        'Key chains or their masters are not on record.'),
    (18, 'zh', 'R34', 'service_platforms', '工业设计、咨询、检测等服务平台{service_platforms:count}个。',
        '服务平台暂无登记。'),
    (18, 'en', 'R34', 'service_platforms', 'Platforms for industrial design, consulting and testing number {service_platforms:count}.',
        'No service platforms are on record.'),
    (19, 'zh', 'R37', 'parks', '园区{parks:count}个。',
        '园区暂无登记。'),
    (19, 'en', 'R37', 'parks', 'Parks number {parks:count}.',
        'No parks are on record.'),
    (20, 'zh', 'R38', 'demonstration_areas', '各类示范区{demonstration_areas:count}个。',
        '示范区暂无登记。'),
    (20, 'en', 'R38', 'demonstration_areas', 'Demonstration areas number {demonstration_areas:count}.',
        'No demonstration areas are on record.'),
    (21, 'zh', 'R39', 'base_stations', '{base_stations_year:year}末5G基站{base_stations:ten_thousand}。',
        '5G基站数暂无数据。'),
    (21, 'en', 'R39', 'base_stations', 'At the end of {base_stations_year:year} there were {base_stations:ten_thousand} 5G base stations.',
        'The number of 5G base stations is not known.'),
    (22, 'zh', 'R41', 'digital_core_multiple',
        '数字经济核心产业增加值占比力争在{digital_core_year:year}达到{digital_core_target:percent},为基期的{digital_core_multiple:multiple},此后每年需增长{digital_core_required:percent}。',
        '数字经济核心产业占比目标暂无数据。'),
    (22, 'en', 'R41', 'digital_core_multiple',
        'The share of the core digital economy is to reach {digital_core_target:percent} by {digital_core_year:year}, {digital_core_multiple:multiple} its base; it must grow by {digital_core_required:percent} a year from here.',
        'A target for the share of the core digital economy is not on record.'),
    (23, 'zh', 'R44', 'five_g_factories', '建成5G工厂{five_g_factories:count}家。',
        '5G工厂暂无登记。'),
    (23, 'en', 'R44', 'five_g_factories', 'The list of 5G factories has {five_g_factories:count} entries.',
        'No list of 5G factories is on record.');
$t$),
('function', 'figures', 3900, '公报中的全部数字', 'Every figure the bulletin may use, with its period and the view it comes from; yearly figures are those of the latest year begun by the date that the vintage knows', $t$
FUNCTION {s}.figures(division text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (figure text, value numeric, unit text, period_start date, period_end date, source text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 30
BEGIN ATOMIC
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(figures.division) AS division, coalesce(figures.as_of, {s}.as_of()) AS as_of),
    sectors AS MATERIALIZED (
        SELECT t.* FROM {s}.three_industries(figures.division, figures.vintage) t, asked a
        WHERE t.region_code = a.division::text AND t.period_start <= a.as_of AND t.growth1 IS NOT NULL ORDER BY t.period_start DESC LIMIT 1),
    tiers AS MATERIALIZED (
        SELECT t.* FROM {s}.tier_rank(figures.division, figures.as_of, figures.vintage) t),
    -- the place among all: whoever was above before the records begin came first. (Places of first_crossing count years, not regions)
    crossing AS MATERIALIZED (
        SELECT c.*, rank() OVER (ORDER BY c.period_start NULLS FIRST) AS order_of_crossing, s.threshold, i.unit
        FROM (SELECT {s}.setting_value('first_crossing.indicator') AS indicator, {s}.setting_value('first_crossing.threshold')::numeric AS threshold OFFSET 0) s
        JOIN {s}.indicator i ON i.code = s.indicator
        CROSS JOIN asked a CROSS JOIN {s}.region r CROSS JOIN LATERAL {s}.first_crossing(s.indicator, s.threshold, r.level, vintage => figures.vintage) c
        WHERE s.threshold IS NOT NULL AND r.code = a.division),
    drivers AS MATERIALIZED (
        SELECT d.* FROM asked a CROSS JOIN LATERAL {s}.driver_conversion(figures.division, extract(year FROM a.as_of)::integer - 2,
            extract(year FROM a.as_of)::integer, vintage => figures.vintage) d
        WHERE d.new_share IS NOT NULL ORDER BY d.new_contribution IS NULL, d.year DESC LIMIT 1),
    digital AS MATERIALIZED (
        SELECT t.baseline, t.target, t.baseline_date, t.target_date, t.unit,
            (SELECT p.required_growth FROM {s}.target_path(t.code, figures.vintage) p WHERE p.period_start <= a.as_of AND p.actual IS NOT NULL
            ORDER BY p.year DESC LIMIT 1) AS required
        FROM {s}.target t, asked a WHERE t.subject_kind = 'overlay' AND t.subject = 'digital_core' AND t.division = a.division ORDER BY t.code LIMIT 1)
    SELECT f.figure, f.value, f.unit, f.period_start, f.period_end, 'three_industries'
    FROM sectors s CROSS JOIN LATERAL (VALUES
        ('real_growth1', s.growth1::numeric, 'fraction', s.period_start, s.period_end),
        ('real_growth2', s.growth2::numeric, 'fraction', s.period_start, s.period_end),
        ('real_growth3', s.growth3::numeric, 'fraction', s.period_start, s.period_end),
        ('real_growth_spread', s.growth_dispersion::numeric, 'fraction', s.period_start, s.period_end),
        ('real_growth_year', s.year::numeric, 'year', s.period_start, s.period_end)) f(figure, value, unit, period_start, period_end)
    UNION ALL
    SELECT f.figure, f.value, f.unit, c.period_start, c.period_end, 'first_crossing'
    FROM asked a JOIN crossing c ON c.region_code = a.division::text AND c.period_start <= a.as_of CROSS JOIN LATERAL (VALUES ('crossing_threshold', c.threshold, c.unit), ('crossing_year', c.year::numeric, 'year'),
        ('crossing_place', c.order_of_crossing::numeric, 'rank'), ('crossing_value', c.value_after, c.unit)) f(figure, value, unit)
    UNION ALL
    SELECT 'above_scale', e.n::numeric, 'count', e.period_end, e.period_end, 'enterprise_stock'
    FROM {s}.enterprise_stock(figures.division, figures.as_of, 'total', vintage => figures.vintage) e
    UNION ALL
    SELECT CASE t.tier WHEN '5g_factory' THEN 'five_g_factories' ELSE t.tier END, t.n::numeric, 'count', t.period_start, t.period_end, 'tier_rank'
    FROM tiers t WHERE t.kind = 'tier'
    UNION ALL
    SELECT t.tier || '_rank', t.national_rank::numeric, 'rank', t.period_start, t.period_end, 'tier_rank' FROM tiers t
    UNION ALL
    SELECT f.figure, f.value, 'fraction', d.period_start, d.period_end, 'driver_conversion'
    FROM drivers d CROSS JOIN LATERAL (VALUES ('new_contribution', d.new_contribution::numeric), ('four_new_share', d.new_share::numeric)) f(figure, value)
    UNION ALL
    SELECT 'chains', count(*)::numeric, 'count', a.as_of, a.as_of, 'chain' FROM asked a LEFT JOIN {s}.chain c ON c.division <@ a.division
        AND c.valid @> a.as_of GROUP BY a.as_of HAVING count(c.code) > 0
    UNION ALL
    SELECT 'chain_masters', max(t.n)::numeric, 'count', max(t.period_start), max(t.period_end), 'tier_rank' FROM tiers t WHERE t.tier = 'chain_master'
        AND t.kind = 'tier' HAVING count(*) > 0
    UNION ALL
    SELECT 'parks', count(*)::numeric, 'count', a.as_of, a.as_of, 'park' FROM {s}.park p JOIN asked a ON p.division <@ a.division
        AND p.valid @> a.as_of GROUP BY a.as_of
    UNION ALL
    SELECT 'top_ten_share', v.share::numeric, 'fraction', v.period_start, v.period_end, 'top_ten'
    FROM drivers d CROSS JOIN LATERAL {s}.overlay_share('top_ten', 'value_added', figures.division, d.year, figures.vintage) v
    UNION ALL
    SELECT 'reform_projects', count(*)::numeric, 'count', a.as_of, a.as_of, 'project' FROM {s}.project k JOIN asked a ON k.kind = 'tech_reform'
        AND k.status <> 'stopped' AND k.started <= a.as_of AND k.division <@ a.division GROUP BY a.as_of
    UNION ALL
    SELECT x.figure, count(*)::numeric, 'count', a.as_of, a.as_of, 'platform'
    FROM (VALUES ('research_platforms', 'research'), ('research_platforms', 'laboratory'), ('service_platforms', 'industrial_design'),
        ('service_platforms', 'consulting'), ('service_platforms', 'testing')) x(figure, kind)
    JOIN {s}.platform l ON l.kind = x.kind JOIN asked a ON l.division <@ a.division AND l.valid @> a.as_of GROUP BY x.figure, a.as_of
    UNION ALL
    SELECT 'demonstration_areas', count(*)::numeric, 'count', a.as_of, a.as_of, 'demonstration_area' FROM {s}.demonstration_area g JOIN asked a
        ON g.valid @> a.as_of AND EXISTS (SELECT 1 FROM unnest(g.divisions) x WHERE x <@ a.division) GROUP BY a.as_of
    UNION ALL
    SELECT f.figure, f.value, f.unit, g.period_start, g.period_end, 'steady_growth'
    FROM (SELECT o.value, o.period_start, o.period_end FROM asked a CROSS JOIN LATERAL {s}.observation_as_of(figures.vintage) o
          WHERE o.indicator = 'industrial_value_added' AND o.measure = 'growth' AND o.division = a.division AND o.subject_kind = 'region'
              AND o.period_type = 'ytd' AND o.basis IN ('comparable', 'constant') AND o.period_end <= a.as_of
          ORDER BY o.period_end DESC, o.basis LIMIT 1) g
    CROSS JOIN LATERAL (VALUES ('industry_growth', g.value, 'fraction'),
        ('industry_growth_month', extract(year FROM g.period_end) * 100 + extract(month FROM g.period_end), 'month')) f(figure, value, unit)
    UNION ALL
    SELECT f.figure, f.value, f.unit, g.period_start, g.period_end, 'digital_board'
    FROM (SELECT industry.convert(o.value, o.unit, 'count') AS value, o.period_start, o.period_end FROM asked a CROSS JOIN
        LATERAL {s}.observation_as_of(figures.vintage) o
          WHERE o.indicator = '5g_base_stations' AND o.measure = 'level' AND o.division = a.division AND o.subject_kind = 'region'
              AND o.period_type = 'year' AND o.period_end <= a.as_of ORDER BY o.period_end DESC LIMIT 1) g
    CROSS JOIN LATERAL (VALUES ('base_stations', g.value, 'count'), ('base_stations_year', extract(year FROM g.period_end), 'year')) f(figure, value, unit)
    UNION ALL
    SELECT f.figure, f.value, f.unit, d.baseline_date, d.target_date, 'target_path'
    FROM digital d CROSS JOIN LATERAL (VALUES ('digital_core_multiple', d.target / NULLIF(d.baseline, 0), 'ratio'),
        ('digital_core_target', d.target, d.unit), ('digital_core_required', d.required::numeric, 'fraction'),
        ('digital_core_year', extract(year FROM d.target_date), 'year')) f(figure, value, unit);
END
$t$),
('function', 'bulletin', 3910, '公报:每句的数字均由登记库计算',
    'The bulletin in Chinese or English: every figure is computed from the registry at a date, as it was known at a vintage', $t$
FUNCTION {s}.bulletin(division text DEFAULT NULL, as_of date DEFAULT NULL, lang text DEFAULT 'zh', vintage date DEFAULT NULL)
RETURNS TABLE (sentence integer, row_id text, text text, figure_code text, figure numeric, unit text, period_start date, period_end date,
    vintage_date date, lineage_id text, status text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 SET search_path = {path}
AS $f$
DECLARE
    scope industry.division_code := {s}.known_division(division);
    until date := coalesce(as_of, {s}.as_of());
    seen date := coalesce(vintage, {s}.vintage());
    known jsonb;
    names text[];
    line record;
    token text[];
    fact jsonb;
    complete boolean;
    -- all that is known is what the last observation made known
    latest date := CASE WHEN seen = 'infinity' THEN (SELECT max(o.known_from) FROM {s}.observation o) ELSE seen END;
BEGIN
    PERFORM industry.known_lang(lang);
    SELECT jsonb_object_agg(f.figure, to_jsonb(f)) INTO known FROM {s}.figures(scope::text, until, seen) f;
    -- words that depend on the division: its name, its peers, the indicator whose crossing is told
    SELECT ARRAY[industry.label(r.name_zh, r.name_en, bulletin.lang),
                 CASE bulletin.lang WHEN 'en' THEN CASE r.level WHEN 'province' THEN 'provinces' WHEN 'prefecture' THEN 'prefectures'
                     WHEN 'county' THEN 'counties' ELSE 'peers' END
                     ELSE CASE r.level WHEN 'province' THEN '各省' WHEN 'prefecture' THEN '各市' WHEN 'county' THEN '各县' ELSE '同级' END END,
                 CASE bulletin.lang WHEN 'en' THEN CASE r.level WHEN 'province' THEN 'in the country' WHEN 'prefecture' THEN 'among the prefectures'
                     WHEN 'county' THEN 'among the counties' ELSE 'among its peers' END
                     ELSE CASE r.level WHEN 'province' THEN '全国' WHEN 'prefecture' THEN '各市' WHEN 'county' THEN '各县' ELSE '同级' END END,
                 coalesce((SELECT industry.label(i.name_zh, i.name_en, bulletin.lang) FROM {s}.indicator i
                     WHERE i.code = {s}.setting_value('first_crossing.indicator')),
                          CASE bulletin.lang WHEN 'en' THEN 'The indicator of the settings' ELSE '配置的指标' END)]
    INTO names FROM (SELECT 1) one LEFT JOIN {s}.region r ON r.code = scope;
    names[1] := coalesce(names[1], CASE bulletin.lang WHEN 'en' THEN 'the region' ELSE '本区域' END);
    FOR line IN
        SELECT s.*, known -> s.figure AS f FROM {s}.sentence s WHERE s.lang = bulletin.lang ORDER BY s.sentence
    LOOP
        sentence := line.sentence;
        row_id := line.row_id;
        text := line.template;
        complete := line.f ->> 'value' IS NOT NULL;
        FOR token IN SELECT m FROM regexp_matches(line.template, '\{(\w+):(\w+)\}', 'g') m LOOP
            fact := known -> token[1];
            complete := complete AND fact ->> 'value' IS NOT NULL;
            text := replace(text, '{' || token[1] || ':' || token[2] || '}',
                CASE WHEN token[2] <> 'amount' THEN industry.figure_text((fact ->> 'value')::numeric, token[2], bulletin.lang)
                     WHEN industry.unit_dimension(fact ->> 'unit') = industry.unit_dimension('yuan')
                         THEN industry.figure_text(industry.convert((fact ->> 'value')::numeric, fact ->> 'unit', 'yuan'), 'yuan', bulletin.lang)
                     ELSE industry.figure_text((fact ->> 'value')::numeric, 'count', bulletin.lang) END);
        END LOOP;
        IF NOT complete THEN
            CONTINUE WHEN line.missing IS NULL;
            text := line.missing;
        END IF;
        text := replace(replace(replace(replace(replace(text, '{region}', names[1]), '{peers}', names[2]), '{among}', names[3]),
            '{crossing_indicator}', names[4]),
                        '{month}', industry.month_text(until, bulletin.lang));
        figure_code := line.figure;
        figure := CASE WHEN complete THEN round((line.f ->> 'value')::numeric, 6) END;
        unit := line.f ->> 'unit';
        period_start := (line.f ->> 'period_start')::date;
        period_end := (line.f ->> 'period_end')::date;
        vintage_date := latest;
        lineage_id := md5(concat_ws('|', {schema}, line.figure, scope::text, until, seen, line.f ->> 'value'));
        status := CASE WHEN complete THEN 'ok' ELSE 'missing_input' END;
        RETURN NEXT;
    END LOOP;
END
$f$
$t$),
('view', 'bulletin', 3911, '公报', 'The bulletin', $t$
SELECT b.sentence, b.row_id, b.text, b.figure_code, b.figure, b.unit, b.period_start, b.period_end, 'date'::text AS period_type,
    extract(year FROM b.period_end)::integer AS year, b.vintage_date, b.lineage_id, b.status
FROM {s}.bulletin(lang => {lang}) b
$t$),
('function', 'explain_value', 3920, '一个数值从何而来:逐层的视图、函数、方法、表,以及行数与已知日期',
    'Where a number comes from: the tree of views, functions, methods and tables behind a view or a figure of the bulletin, with keys, rows in scope, vintages, imputed share, sources, formulas, conversions, versions, a hash of the rows, who asked and when; given a lineage_id, the tree as the ledger has it', $t$
FUNCTION {s}.explain_value(view_name text, key text DEFAULT NULL, division text DEFAULT NULL, vintage date DEFAULT NULL, as_of date DEFAULT NULL)
RETURNS TABLE (step integer, depth integer, object_kind text, object_name text, used_by text, rows_in_scope bigint, first_known date, last_known date,
    imputed_share float8, sources text, note text,
    keys text, formula text, conversions text, versions text, hash text, computed_by text, computed_at timestamptz)
LANGUAGE plpgsql STABLE ROWS 50 SET search_path = {path}
AS $f$
DECLARE
    scope industry.division_code := {s}.known_division(division);
    seen date := coalesce(vintage, {s}.vintage());
    everyone boolean := {s}.holds_all(scope);
    home oid := (SELECT n.oid FROM pg_namespace n WHERE n.nspname = {schema});
    root text := view_name;
    fact record;
    columns text[];
    filter text;
    tree record;
BEGIN
    -- a lineage_id of the ledger: the tree as it was written then
    IF key IS NULL AND EXISTS (SELECT 1 FROM {s}.lineage l WHERE l.lineage_id = explain_value.view_name) THEN
        RETURN QUERY SELECT r.* FROM (SELECT l.tree FROM {s}.lineage l WHERE l.lineage_id = explain_value.view_name ORDER BY l.computed_at DESC LIMIT 1) x
            CROSS JOIN LATERAL jsonb_to_recordset(x.tree) r(step integer, depth integer, object_kind text, object_name text, used_by text,
                rows_in_scope bigint, first_known date, last_known date,
                imputed_share float8, sources text, note text, keys text, formula text, conversions text, versions text, hash text, computed_by text,
                computed_at timestamptz)
            ORDER BY r.step;
        RETURN;
    END IF;
    step := 0;
    depth := 0;
    computed_by := CURRENT_USER;
    computed_at := now();
    IF view_name = 'bulletin' AND key IS NOT NULL THEN
        SELECT f.* INTO fact FROM {s}.figures(scope::text, as_of, seen) f WHERE f.figure = explain_value.key;
        IF NOT FOUND THEN
            PERFORM industry.refuse_key('figure', key, ARRAY(SELECT f.figure FROM {s}.figures(scope::text, as_of, seen) f));
        END IF;
        object_kind := 'figure';
        object_name := key;
        note := format('%s %s, %s to %s', trim_scale(round(fact.value, 6)), fact.unit, fact.period_start, fact.period_end);
        keys := format('division %s, known at %s', scope, seen);
        hash := md5(fact.value::text);
        RETURN NEXT;
        root := fact.source;
    ELSIF key IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('a key names a figure of the bulletin, not a row of "%s"', left(view_name, 64)),
            HINT = 'Give bulletin and the figure, or the view alone for all behind it.';
    ELSIF NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = home AND c.relname = root) THEN
        PERFORM industry.refuse_key('view', root, ARRAY(SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = home AND c.relkind IN ('v', 'r')));
    END IF;
    FOR tree IN
        WITH RECURSIVE edge AS MATERIALIZED (
            -- what a view's rule and an SQL-standard function body read is recorded; a plpgsql body is searched for the names it uses
            SELECT DISTINCT 'pg_class'::regclass AS from_class, w.ev_class AS from_oid, d.refclassid AS to_class, d.refobjid AS to_oid
            FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refobjid <> w.ev_class
            WHERE w.ev_class IN (SELECT c.oid FROM pg_class c WHERE c.relnamespace = home)
            UNION
            SELECT 'pg_proc'::regclass, d.objid, d.refclassid, d.refobjid
            FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid IN (SELECT p.oid FROM pg_proc p WHERE p.pronamespace = home)
            UNION
            SELECT 'pg_proc'::regclass, p.oid, 'pg_class'::regclass, c.oid
            FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'plpgsql' JOIN pg_class c ON c.relnamespace = home
                AND c.relkind IN ('r', 'p', 'v')
            WHERE p.pronamespace = home AND strpos(p.prosrc, '.' || c.relname) > 0 AND p.prosrc ~ ('\.' || c.relname || '\M(?!\()')
            UNION
            SELECT 'pg_proc'::regclass, p.oid, 'pg_proc'::regclass, q.oid
            FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'plpgsql' JOIN pg_proc q ON q.pronamespace = home AND q.oid <> p.oid
            WHERE p.pronamespace = home AND strpos(p.prosrc, '.' || q.proname || '(') > 0),
        start AS (
            SELECT 'pg_class'::regclass AS class, c.oid FROM pg_class c WHERE c.relnamespace = home AND c.relname = root
            UNION ALL
            SELECT 'pg_proc'::regclass, p.oid FROM pg_proc p WHERE p.pronamespace = home AND p.proname = root
                AND NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = home AND c.relname = root)),
        walk AS (
            SELECT s.class, s.oid, 1 AS depth, NULL::oid AS parent, NULL::regclass AS parent_class FROM start s
            UNION
            SELECT e.to_class, e.to_oid, w.depth + 1, w.oid, w.class
            FROM walk w JOIN edge e ON e.from_class = w.class AND e.from_oid = w.oid
            WHERE w.depth < 12 AND e.to_class IN ('pg_class'::regclass, 'pg_proc'::regclass)
              AND NOT EXISTS (SELECT 1 FROM pg_proc x WHERE e.to_class = 'pg_proc'::regclass AND x.oid = e.to_oid
                              AND (x.pronamespace NOT IN (home, 'industry'::regnamespace) OR x.proname IN ('as_of', 'vintage', 'known',
                                  'known_division', 'known_indicator', 'known_tier', 'known_overlay', 'known_scheme', 'known_chain', 'setting_value',
                                  'label', 'text')))),
        first_seen AS (
            SELECT DISTINCT ON (w.class, w.oid) w.* FROM walk w ORDER BY w.class, w.oid, w.depth, w.parent)
        SELECT f.class, f.oid, f.depth, coalesce(c.relname, p.proname)::text AS name, coalesce(c.relkind::text, 'f') AS kind,
            coalesce(c.relnamespace, p.pronamespace) AS space,
               coalesce((SELECT x.relname FROM pg_class x WHERE f.parent_class = 'pg_class'::regclass AND x.oid = f.parent),
                   (SELECT x.proname FROM pg_proc x WHERE f.parent_class = 'pg_proc'::regclass AND x.oid = f.parent))::text AS parent,
               obj_description(f.oid, CASE WHEN f.class = 'pg_class'::regclass THEN 'pg_class' ELSE 'pg_proc' END) AS comment
        FROM first_seen f LEFT JOIN pg_class c ON f.class = 'pg_class'::regclass AND c.oid = f.oid LEFT JOIN pg_proc p
            ON f.class = 'pg_proc'::regclass AND p.oid = f.oid
        WHERE coalesce(c.relnamespace, p.pronamespace) IN (home, 'industry'::regnamespace) AND c.relkind IS DISTINCT FROM 'c'
        ORDER BY f.depth, 4
    LOOP
        step := step + 1;
        depth := tree.depth;
        object_name := tree.name;
        used_by := coalesce(tree.parent, CASE WHEN root <> view_name THEN key END);
        object_kind := CASE WHEN tree.space <> home THEN CASE tree.kind WHEN 'f' THEN 'method' ELSE 'standard' END
            WHEN tree.kind = 'f' THEN 'function' WHEN tree.kind = 'v' THEN 'view' ELSE 'table' END;
        note := tree.comment;
        rows_in_scope := NULL; first_known := NULL; last_known := NULL; imputed_share := NULL; sources := NULL;
        keys := NULL; formula := NULL; conversions := NULL; versions := NULL; hash := NULL;
        IF object_kind = 'method' THEN
            SELECT string_agg(m.metric || ' = ' || m.formula, '; ' ORDER BY m.metric) INTO formula FROM industry.metric m WHERE m.function_name = tree.name;
        END IF;
        IF object_kind = 'table' THEN
            columns := ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = tree.oid AND a.attnum > 0 AND NOT a.attisdropped);
            filter := concat_ws(' AND ', 'true', CASE WHEN 'known_from' = ANY (
                columns) THEN 't.known_from <= $2 AND (t.known_to IS NULL OR t.known_to > $2)' END,
                CASE WHEN 'division' = ANY (columns) THEN 't.division <@ $1'
                     WHEN 'uscc' = ANY (columns) AND NOT everyone
                         THEN format('(t.uscc IS NULL OR t.uscc IN (SELECT e.uscc FROM %I.enterprise e WHERE e.division <@ $1))', {schema}) END);
            -- counted by the few values of the words first: DISTINCT over all rows would sort them
            EXECUTE format(
                'SELECT coalesce(sum(t.n), 0)::bigint, min(t.first), max(t.last), %4$s,
                        string_agg(DISTINCT t.source, ''; ''), %5$s, %6$s, md5(sum(t.hash)::text)
                 FROM (SELECT count(*) AS n, %1$s AS first, %2$s AS last, count(*) FILTER (WHERE %7$s) AS imputed,
                              sum(hashtextextended(t::text, 0)) AS hash, %3$s AS source, %8$s AS unit, %9$s AS version
                       FROM %10$I.%11$I t WHERE %12$s GROUP BY 6, 7, 8) t',
                CASE WHEN 'known_from' = ANY (columns) THEN 'min(t.known_from)' ELSE 'NULL::date' END,
                CASE WHEN 'known_from' = ANY (columns) THEN 'max(t.known_from)' ELSE 'NULL::date' END,
                CASE WHEN 'source' = ANY (columns) AND tree.name <> 'chain_link' THEN 'left(t.source, 80)' ELSE 'NULL::text' END,
                CASE WHEN tree.name = 'observation' THEN '(sum(t.imputed) / NULLIF(sum(t.n), 0))::float8' ELSE 'NULL::float8' END,
                -- amounts change their unit on the way, codes become items of a classification or other codes
                CASE WHEN 'unit' = ANY (columns) THEN '''units '' || string_agg(DISTINCT t.unit, '', '')'
                     WHEN tree.name = 'overlay_member' THEN 'coalesce(sum(t.n), 0) || '' industry codes or enterprises to items, by weight'''
                     WHEN tree.name = 'region_lineage' THEN 'coalesce(sum(t.n), 0) || '' division codes to their successors''' ELSE 'NULL::text' END,
                'string_agg(DISTINCT t.version, ''; '')',
                CASE WHEN tree.name = 'observation' THEN 't.status = ''imputed''' ELSE 'false' END,
                CASE WHEN 'unit' = ANY (columns) THEN 't.unit' ELSE 'NULL::text' END,
                CASE WHEN columns @> '{code,version}' THEN 't.code || '' '' || t.version'
                     WHEN columns @> '{overlay,version}' THEN 't.overlay || '' '' || t.version'
                     WHEN columns @> '{scheme,version}' THEN 't.scheme || '' '' || t.version'
                     WHEN columns @> '{rule,version}' THEN 't.rule || '' '' || t.version' ELSE 'NULL::text' END,
                {schema}, tree.name, filter)
            INTO rows_in_scope, first_known, last_known, imputed_share, sources, conversions, versions, hash USING scope, seen;
            keys := concat_ws(', ', CASE WHEN 'known_from' = ANY (columns) THEN format('known at %s', seen) END,
                CASE WHEN 'division' = ANY (columns) THEN format('division in %s', scope)
                    WHEN 'uscc' = ANY (columns) THEN format('enterprise in %s', scope) END);
        END IF;
        RETURN NEXT;
    END LOOP;
END
$f$
$t$),
('function', 'record_bulletin', 3930, '将公报记入运行台账', 'Writes the bulletin''s figures with their trees into the ledger; returns how many', $t$
FUNCTION {s}.record_bulletin(division text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL) RETURNS bigint
LANGUAGE sql VOLATILE
BEGIN ATOMIC
    WITH stated AS MATERIALIZED (
        SELECT b.*, f.source FROM {s}.bulletin(record_bulletin.division, record_bulletin.as_of, 'zh', record_bulletin.vintage) b
        JOIN {s}.figures(record_bulletin.division, record_bulletin.as_of, record_bulletin.vintage) f ON f.figure = b.figure_code WHERE b.figure IS NOT NULL),
    -- figures of one source share its tree
    trees AS MATERIALIZED (
        SELECT x.source, (SELECT jsonb_agg(to_jsonb(e) - 'note' ORDER BY e.step)
            FROM {s}.explain_value(x.source, NULL, record_bulletin.division, record_bulletin.vintage, record_bulletin.as_of) e) AS tree
        FROM (SELECT DISTINCT s.source FROM stated s) x),
    made AS (
        INSERT INTO {s}.lineage (lineage_id, view_name, key, value, as_of, vintage, tree)
        SELECT s.lineage_id, 'bulletin', s.figure_code, s.figure, s.period_end, s.vintage_date,
               jsonb_build_array(jsonb_build_object('step', 0, 'depth', 0, 'object_kind', 'figure', 'object_name', s.figure_code, 'note',
                   s.figure || ' ' || s.unit, 'computed_by', CURRENT_USER, 'computed_at', now())) || t.tree
        FROM stated s JOIN trees t ON t.source = s.source
        ON CONFLICT DO NOTHING -- twice in one transaction says the same
        RETURNING 1)
    SELECT count(*) FROM made;
END
$t$);
