-- Place in a registry: points of enterprises, clusters, parks, service platforms, layout of cities, siting, maps.
--
-- Every geometry is brought to WGS 84 by its declared datum before it is measured or shown.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('function', 'figure_year', 6000, '企业数据的最近年份', 'The latest year with figures of enterprises as of the date and vintage of the settings', $t$
FUNCTION {s}.figure_year() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT max(y.year) FROM {s}.enterprise_year y
    WHERE y.year <= extract(year FROM (SELECT {s}.as_of())) AND y.known_from <= (SELECT {s}.vintage())
        AND (y.known_to IS NULL OR y.known_to > (SELECT {s}.vintage()));
END
$t$),
('function', 'enterprise_point', 6010, '企业点位(WGS 84)与年度规模,按行业子树或口径类别筛选',
    'Places of enterprises in WGS 84 with their weight in a year; definition is an industry code (its subtree) or overlay/item, NULL takes all', $t$
FUNCTION {s}.enterprise_point(definition text DEFAULT NULL, year integer DEFAULT NULL, measure text DEFAULT 'employees')
RETURNS TABLE (uscc text, name_zh text, name_en text, industry text, region_code text, park text, lon float8, lat float8, weight float8,
    value_added float8, employees float8)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    SELECT f.uscc::text, f.name_zh, f.name_en, f.industry::text, f.division::text, f.park, w.place[0], w.place[1],
           s.share * CASE enterprise_point.measure WHEN 'employees' THEN y.employees WHEN 'count' THEN 1
               WHEN 'revenue' THEN y.revenue::float8 * u.k WHEN 'output' THEN y.output::float8 * u.k
               WHEN 'value_added' THEN y.value_added::float8 * u.k WHEN 'tax' THEN y.tax::float8 * u.k
               ELSE GREATEST(y.profit::float8 * u.k, 0) END,
           s.share * y.value_added::float8 * u.k, s.share * y.employees
    FROM {s}.enterprise f
    -- the overlay is asked for a code that comes out of a row, and where the definition is none there is no row, whatever the plan
    LEFT JOIN (SELECT o.uscc, o.weight::float8 AS share
               FROM (SELECT split_part(enterprise_point.definition, '/', 1) AS code WHERE enterprise_point.definition LIKE '%/%' OFFSET 0) q
               CROSS JOIN LATERAL {s}.enterprise_overlay(q.code) o
               WHERE o.item = split_part(enterprise_point.definition, '/', 2)) c ON c.uscc = f.uscc
    JOIN {s}.enterprise_year y ON y.uscc = f.uscc AND y.year = coalesce(enterprise_point.year, (SELECT {s}.figure_year()))
        AND y.known_from <= (SELECT {s}.vintage()) AND (y.known_to IS NULL OR y.known_to > (SELECT {s}.vintage()))
    CROSS JOIN LATERAL (SELECT CASE WHEN y.unit = '10k_yuan' THEN 1 ELSE unit_ratio(y.unit, '10k_yuan')::float8 END AS k) u
    CROSS JOIN LATERAL (SELECT place_shift(f.location::point, f.datum, 'wgs84') AS place OFFSET 0) w
    CROSS JOIN LATERAL (SELECT coalesce(c.share, 1) AS share) s
    WHERE refuse_unless((enterprise_point.measure IN ('employees', 'revenue', 'output', 'value_added', 'tax', 'profit', 'count')) IS TRUE, 'unknown measure',
              hint => 'Valid values: employees, revenue, output, value_added, tax, profit, count.')
      AND (enterprise_point.definition IS NULL OR {s}.known_definition(enterprise_point.definition) IS NOT NULL)
      AND CASE WHEN enterprise_point.definition IS NULL THEN true
              WHEN enterprise_point.definition LIKE '%/%' THEN c.uscc IS NOT NULL
              ELSE f.industry <@ enterprise_point.definition::industry_code END;
END
$t$),
('function', 'point_clusters', 6020, '企业点集群:密度聚类、规模、主导产业、所在区划与园区、M函数值',
    'Clusters of an industry''s enterprises: density clusters with members, weight, leading industries, divisions and parks they lie in, and M of the industry at the radius with its p', $t$
FUNCTION {s}.point_clusters(definition text, radius_m float8 DEFAULT 5000, min_weight float8 DEFAULT NULL, year integer DEFAULT NULL,
    measure text DEFAULT 'employees', draws integer DEFAULT 0)
RETURNS TABLE (cluster_id integer, firms bigint, weight float8, weight_share float8, lon float8, lat float8, divisions text, parks text,
    leading_industries text,
    area_km2 float8, density float8, m_value float8, m_p float8, geojson text, method_id text)
LANGUAGE sql STABLE ROWS 20
BEGIN ATOMIC
    SELECT refuse_unless(definition IS NOT NULL, 'definition must not be NULL'), {s}.known_definition(definition),
        industry.known_option('measure', measure, '{employees,revenue,output,value_added,tax,profit,count}');
    WITH firm AS MATERIALIZED (
        SELECT f.* FROM {s}.enterprise_point(point_clusters.definition, point_clusters.year, point_clusters.measure) f WHERE f.lon IS NOT NULL
            AND f.weight IS NOT NULL),
    setting AS MATERIALIZED (
        SELECT point_agg(f.uscc, f.lon, f.lat, f.weight, left(f.industry, 4)) AS points,
            coalesce(point_clusters.min_weight, sum(f.weight ORDER BY f.weight) / 50) AS least FROM firm f),
    member AS MATERIALIZED (
        SELECT d.id, d.cluster FROM setting s CROSS JOIN LATERAL dbscan(s.points, point_clusters.radius_m, s.least) d WHERE s.least > 0 AND d.cluster
            IS NOT NULL),
    place AS MATERIALIZED (
        SELECT m.cluster,
               (SELECT string_agg(x.label || ' ' || x.n, ', ' ORDER BY x.n DESC, x.label) FROM (
                    SELECT coalesce(r.name_zh, f.region_code) AS label, count(*) AS n FROM member i JOIN firm f ON f.uscc = i.id
                    LEFT JOIN {s}.region r ON r.code = f.region_code::division_code WHERE i.cluster = m.cluster GROUP BY 1 ORDER BY 2 DESC, 1
                        LIMIT 3) x) AS divisions,
               (SELECT string_agg(x.label || ' ' || x.n, ', ' ORDER BY x.n DESC, x.label) FROM (
                    SELECT coalesce(p.name_zh, f.park) AS label, count(*) AS n FROM member i JOIN firm f ON f.uscc = i.id
                    LEFT JOIN {s}.park p ON p.code = f.park WHERE i.cluster = m.cluster AND f.park IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
                        LIMIT 3) x) AS parks
        FROM member m GROUP BY m.cluster),
    universe AS MATERIALIZED (
        SELECT point_agg(a.lon, a.lat, a.weight, CASE WHEN i.uscc IS NULL THEN 'other' ELSE 'chosen' END) AS points, bool_or(i.uscc IS NULL) AS others
        FROM {s}.enterprise_point(NULL, point_clusters.year, point_clusters.measure) a LEFT JOIN firm i ON i.uscc = a.uscc WHERE a.lon IS NOT NULL
            AND a.weight IS NOT NULL)
    SELECT c.cluster, c.members, c.weight, c.weight_share, c.lon, c.lat, p.divisions, p.parks, c.leading_industries, c.area_km2, c.density, m.m, m.p, c.geojson,
           format('point_clusters:definition=%s,radius_m=%s,min_weight=%s,measure=%s,draws=%s', point_clusters.definition, point_clusters.radius_m,
               s.least, point_clusters.measure, point_clusters.draws)
    FROM setting s
    CROSS JOIN LATERAL industry.point_clusters(s.points, point_clusters.radius_m, s.least) c
    LEFT JOIN place p ON p.cluster = c.cluster
    LEFT JOIN LATERAL (SELECT q.m, q.p FROM universe u CROSS JOIN
        LATERAL m_function(u.points, 'chosen', ARRAY[point_clusters.radius_m], draws => point_clusters.draws) q WHERE u.others) m ON true
    WHERE s.least > 0
    ORDER BY c.weight DESC, c.cluster;
END
$t$),
('function', 'cluster_scan', 6030, '产业集群扫描:规模、专业化、集中度、生产率逐项判定,并联结点集群',
    'Scan for clusters of a definition: size, specialisation, focus and productivity with their edges and flags, strong-cluster rule, related industries, and the point clusters inside each division', $t$
FUNCTION {s}.cluster_scan(definition text, level text DEFAULT 'county', year integer DEFAULT NULL, radius_m float8 DEFAULT 5000,
    min_weight float8 DEFAULT NULL, min_size float8 DEFAULT 0, lang text DEFAULT 'zh')
RETURNS TABLE (cluster_id text, region_code text, region_name text, members bigint, size float8, size_edge float8, size_ok boolean, quotient float8,
    quotient_ok boolean,
    focus float8, focus_edge float8, focus_ok boolean, productivity float8, productivity_edge float8, productivity_ok boolean, stars integer, strong boolean,
    linkage_strength float8, point_clusters text, clustered_share float8, candidates text, lon float8, lat float8, geojson text, method_id text)
LANGUAGE sql STABLE ROWS 50
BEGIN ATOMIC
    SELECT refuse_unless(definition IS NOT NULL, 'definition must not be NULL'), {s}.known_definition(definition), known_lang(lang);
    WITH checked AS MATERIALIZED (
        SELECT refuse_unless((cluster_scan.level IN ('county', 'prefecture')) IS TRUE, 'unknown level', hint => 'Valid values: county, prefecture.') AS held),
    every AS MATERIALIZED (
        SELECT f.*, CASE cluster_scan.level WHEN 'county' THEN f.region_code ELSE prefecture(f.region_code::division_code)::text END AS place
        FROM {s}.enterprise_point(NULL, cluster_scan.year, 'employees') f WHERE f.weight IS NOT NULL),
    firm AS MATERIALIZED (
        SELECT f.*, CASE cluster_scan.level WHEN 'county' THEN f.region_code ELSE prefecture(f.region_code::division_code)::text END AS place
        FROM {s}.enterprise_point(cluster_scan.definition, cluster_scan.year, 'employees') f WHERE f.weight IS NOT NULL),
    mine AS MATERIALIZED (
        SELECT f.place, sum(f.weight) AS weight, exact_sum(f.value_added) AS value_added, count(*) AS n FROM firm f GROUP BY f.place),
    whole AS MATERIALIZED (
        SELECT e.place, sum(e.weight) AS weight FROM every e GROUP BY e.place),
    m AS MATERIALIZED (
        SELECT matrix_agg(c.place, c.category, c.weight) AS m FROM (
            SELECT a.place, 'definition' AS category, a.weight FROM mine a
            UNION ALL SELECT w.place, 'other', GREATEST(w.weight - coalesce(a.weight, 0), 0) FROM whole w LEFT JOIN mine a ON a.place = w.place) c),
    criteria AS MATERIALIZED (
        SELECT k.* FROM m CROSS JOIN LATERAL cluster_criteria(m.m, min_size => cluster_scan.min_size) k WHERE k.industry = 'definition' AND k.size > 0),
    average AS MATERIALIZED (
        SELECT exact_sum(a.value_added) / NULLIF(exact_sum(a.weight), 0) AS productivity FROM mine a),
    divisions AS MATERIALIZED (
        SELECT matrix_agg(e.place, left(e.industry, 3), e.weight) AS m FROM every e WHERE e.industry IS NOT NULL),
    linkage AS MATERIALIZED (
        SELECT c.row_key AS place, avg(c.value) AS strength FROM divisions d CROSS JOIN LATERAL cells(relatedness_density(d.m)) c
        WHERE c.col_key IN (SELECT DISTINCT left(f.industry, 3) FROM firm f) GROUP BY c.row_key),
    setting AS MATERIALIZED (
        SELECT point_agg(f.uscc, f.lon, f.lat, f.weight, f.place) AS points,
            coalesce(cluster_scan.min_weight, sum(f.weight ORDER BY f.weight) / 50) AS least FROM firm f WHERE f.lon IS NOT NULL),
    point AS MATERIALIZED (
        SELECT d.category AS place, d.cluster, d.weight FROM setting s CROSS JOIN LATERAL dbscan(s.points, cluster_scan.radius_m, s.least) d
        WHERE s.least > 0 AND d.cluster IS NOT NULL),
    inside AS MATERIALIZED (
        SELECT p.place, string_agg(DISTINCT p.cluster::text, ', ') AS list, sum(p.weight ORDER BY p.weight) AS weight FROM point p GROUP BY p.place),
    leader AS MATERIALIZED (
        SELECT x.place, string_agg(x.name, ', ' ORDER BY x.n) AS list FROM (
            SELECT f.place, label(f.name_zh, f.name_en, cluster_scan.lang) AS name, row_number()
                OVER (PARTITION BY f.place ORDER BY f.weight DESC, f.uscc) AS n FROM firm f) x
        WHERE x.n <= 3 GROUP BY x.place)
    SELECT cluster_scan.definition || ':' || k.region, k.region, label(r.name_zh, r.name_en, cluster_scan.lang), a.n, k.size, k.size_edge, k.size_ok,
        k.quotient, k.quotient_ok,
           k.focus, k.focus_edge, k.focus_ok, a.value_added / NULLIF(a.weight, 0), v.productivity, a.value_added / NULLIF(a.weight, 0) >= v.productivity,
           k.stars, k.strong, l.strength, i.list, coalesce(i.weight / NULLIF(a.weight, 0), 0), n.list, ST_X(ST_PointOnSurface(s.shape)),
           ST_Y(ST_PointOnSurface(s.shape)), ST_AsGeoJSON(s.shape, 5),
           format('cluster_scan:definition=%s,level=%s,radius_m=%s,min_size=%s', cluster_scan.definition, cluster_scan.level, cluster_scan.radius_m,
               cluster_scan.min_size)
    FROM criteria k JOIN mine a ON a.place = k.region CROSS JOIN average v
    LEFT JOIN {s}.region r ON r.code = k.region::division_code
    LEFT JOIN linkage l ON l.place = k.region LEFT JOIN inside i ON i.place = k.region LEFT JOIN leader n ON n.place = k.region
    CROSS JOIN LATERAL (SELECT map_shape(r.boundary, 0.005, r.datum) AS shape OFFSET 0) s
    WHERE (SELECT c.held FROM checked c)
    ORDER BY k.stars DESC, k.size DESC, k.region;
END
$t$),
('function', 'park_zone', 6034, '园区边界(打包,每个坐标基准一行)',
    'Boundaries of the parks in force at the date packed for zone_of, one row a datum; the smallest park comes first', $t$
FUNCTION {s}.park_zone(as_of date DEFAULT NULL) RETURNS TABLE (datum text, zones bytea, codes text[])
LANGUAGE sql STABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
    -- each boundary in every datum, so that the boundaries are moved and not a million places
    SELECT d.datum, zones_pack(array_agg(datum_shift(ST_AsEWKB(p.boundary), p.datum, d.datum) ORDER BY ST_Area(p.boundary), p.code)),
           array_agg(p.code ORDER BY ST_Area(p.boundary), p.code)
    FROM {s}.park p CROSS JOIN (VALUES ('wgs84'), ('gcj02'), ('bd09')) d(datum)
    WHERE p.boundary IS NOT NULL AND p.valid @> coalesce(park_zone.as_of, (SELECT {s}.as_of())) GROUP BY d.datum;
END
$t$),
('function', 'park_by_place', 6035, '按位置判定企业所在园区',
    'The park in force at the date that each enterprise lies in by place; the smallest where parks overlap', $t$
FUNCTION {s}.park_by_place(as_of date DEFAULT NULL) RETURNS TABLE (uscc text, park text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    WITH zone AS MATERIALIZED (
        SELECT z.* FROM {s}.park_zone(park_by_place.as_of) z)
    SELECT e.uscc::text, z.codes[h.n]
    FROM {s}.enterprise e JOIN zone z ON z.datum = e.datum CROSS JOIN LATERAL (SELECT zone_of(z.zones, e.location::point) AS n OFFSET 0) h WHERE h.n
        IS NOT NULL;
END
$t$),
('function', 'park_assignment', 6040, '按位置把企业归入园区,并与申报的园区、区划核对',
    'Parks and divisions of enterprises by place against what is declared; the smallest park wins where parks overlap, parks and divisions are those in force at the date', $t$
FUNCTION {s}.park_assignment(as_of date DEFAULT NULL)
RETURNS TABLE (uscc text, park text, declared_park text, park_agrees boolean, region_code text, declared_region_code text, region_agrees boolean, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    WITH datum AS MATERIALIZED (
        SELECT DISTINCT e.datum FROM {s}.enterprise e WHERE e.location IS NOT NULL),
    county AS MATERIALIZED (
        SELECT d.datum, zones_pack(array_agg(datum_shift(ST_AsEWKB(r.boundary), r.datum, d.datum) ORDER BY r.code)) AS zones,
            array_agg(r.code ORDER BY r.code) AS codes
        FROM {s}.region r CROSS JOIN datum d WHERE r.boundary IS NOT NULL AND r.level = 'county'
            AND r.valid @> coalesce(park_assignment.as_of, (SELECT {s}.as_of())) GROUP BY d.datum),
    lies AS MATERIALIZED (
        SELECT e.uscc, c.codes[h.n] AS code FROM {s}.enterprise e JOIN county c ON c.datum = e.datum CROSS JOIN
            LATERAL (SELECT zone_of(c.zones, e.location::point) AS n OFFSET 0) h WHERE h.n IS NOT NULL)
    SELECT e.uscc::text, p.park, e.park, CASE WHEN e.location IS NOT NULL THEN p.park IS NOT DISTINCT FROM e.park END,
           l.code::text, e.division::text, l.code = e.division,
           CASE WHEN e.location IS NULL THEN 'missing_input' ELSE 'ok' END
    FROM {s}.enterprise e
    LEFT JOIN {s}.park_by_place(park_assignment.as_of) p ON p.uscc::uscc = e.uscc
    LEFT JOIN lies l ON l.uscc = e.uscc;
END
$t$),
('function', 'park_eval', 6050, '园区评价:主导产业符合度、集中度、亩均产出、档次、可腾退土地',
    'Parks judged by a scheme: leading industries, conformity (share of output in them), concentration, yields per mu, score, band, and the land of enterprises in the last band of land_scheme (NULL leaves that out)', $t$
FUNCTION {s}.park_eval(scheme text DEFAULT 'park_quality', year integer DEFAULT NULL, land_scheme text DEFAULT 'output_per_mu', lang text DEFAULT 'zh')
RETURNS TABLE (park text, park_name text, region_code text, firms bigint, leading_industries text, conformity float8, concentration float8, area_mu float8,
    tax_per_mu float8, revenue_per_mu float8, value_added_per_mu float8, score float8, rank bigint, band text, land_to_free_mu float8, status text,
    lon float8, lat float8, geojson text, method_id text)
LANGUAGE sql STABLE ROWS 50
BEGIN ATOMIC
    SELECT {s}.known_scheme(scheme), {s}.known_if_given('scheme', land_scheme), known_lang(lang);
    WITH zone AS MATERIALIZED (
        SELECT z.* FROM {s}.park_zone() z),
    -- only enterprises that declare no park are looked up by place
    firm AS MATERIALIZED (
        SELECT e.uscc, e.industry, e.division, e.size_class, a.park, y.land_mu AS land, y.employees, y.energy_tce AS energy, y.revenue * u.k AS revenue,
            y.tax * u.k AS tax, y.value_added * u.k AS value_added, y.output * u.k AS output, y.rd_expense * u.k AS rd
        FROM {s}.enterprise_year y
        JOIN {s}.enterprise e ON e.uscc = y.uscc
        CROSS JOIN LATERAL (SELECT CASE WHEN y.unit = '10k_yuan' THEN 1 ELSE unit_ratio(y.unit, '10k_yuan') END AS k) u
        LEFT JOIN zone z ON z.datum = e.datum
        CROSS JOIN LATERAL (SELECT CASE WHEN e.park IS NOT NULL THEN e.park ELSE z.codes[zone_of(z.zones, e.location::point)] END AS park OFFSET 0) a
        WHERE y.year = coalesce(park_eval.year, (SELECT {s}.figure_year()))
          AND y.known_from <= (SELECT {s}.vintage()) AND (y.known_to IS NULL OR y.known_to > (SELECT {s}.vintage())) AND a.park IS NOT NULL),
    sums AS MATERIALIZED (
        SELECT f.park, count(*) AS n, sum(f.output)::float8 AS output, sum(f.tax)::float8 AS tax, sum(f.revenue)::float8 AS revenue,
            sum(f.value_added)::float8 AS value_added, sum(f.energy)::float8 AS energy, sum(f.rd)::float8 AS rd,
            (sum(f.output) FILTER (WHERE f.industry <@ ANY (p.leading_industries)))::float8 AS conforming
        FROM firm f JOIN {s}.park p ON p.code = f.park GROUP BY f.park),
    concentration AS MATERIALIZED (
        SELECT d.park, hhi(d.output) FILTER (WHERE d.output >= 0) AS hhi
        FROM (SELECT f.park, sum(f.output)::float8 AS output FROM firm f GROUP BY f.park, left(f.industry::text, 3)) d GROUP BY d.park),
    total AS MATERIALIZED (
        SELECT p.code, p.name_zh, p.name_en, p.division, p.leading_industries, p.area_mu::float8 AS area, p.boundary, p.datum, coalesce(s.n, 0) AS n,
               s.output, s.tax, s.revenue, s.value_added, s.energy, s.rd, s.conforming, h.hhi
        FROM {s}.park p LEFT JOIN sums s ON s.park = p.code LEFT JOIN concentration h ON h.park = p.code WHERE p.valid @> (SELECT {s}.as_of())),
    m AS MATERIALIZED (
        SELECT matrix_agg(t.code, v.indicator, v.value) AS m FROM total t CROSS JOIN LATERAL (VALUES
            ('tax', t.tax), ('revenue', t.revenue), ('value_added', t.value_added), ('output', t.output), ('rd_expense', t.rd),
            ('energy_tce', t.energy), ('area_mu', t.area),
            ('conformity', coalesce(t.conforming, 0) / NULLIF(t.output, 0))) v(indicator, value) WHERE t.n > 0),
    verdict AS MATERIALIZED (
        SELECT e.* FROM m CROSS JOIN LATERAL {s}.evaluate(park_eval.scheme, m.m) e WHERE m.m IS NOT NULL),
    land AS MATERIALIZED (
        SELECT matrix_agg(f.uscc::text, v.indicator, v.value::float8) AS m FROM firm f CROSS JOIN LATERAL (VALUES
            ('tax', f.tax), ('revenue', f.revenue), ('value_added', f.value_added), ('energy_tce', f.energy), ('rd_expense', f.rd),
            ('employees', f.employees), ('land_mu', f.land)) v(indicator, value) WHERE park_eval.land_scheme IS NOT NULL AND f.land > 0),
    peers AS MATERIALIZED (
        SELECT jsonb_object_agg(f.uscc::text, f.division::text || '/' || coalesce(f.size_class, '')) AS groups FROM firm f
        WHERE park_eval.land_scheme IS NOT NULL AND f.land > 0),
    last_band AS MATERIALIZED (
        SELECT b.band FROM {s}.scheme_band b WHERE b.scheme = park_eval.land_scheme ORDER BY b.version DESC, b.position DESC LIMIT 1),
    freed AS MATERIALIZED (
        SELECT f.park, sum(f.land)::float8 AS land FROM land l CROSS JOIN peers p CROSS JOIN
            LATERAL {s}.evaluate(coalesce(park_eval.land_scheme, park_eval.scheme), l.m, p.groups) e JOIN firm f ON f.uscc::text = e.unit_code
        WHERE l.m IS NOT NULL AND e.band = (SELECT b.band FROM last_band b) GROUP BY f.park)
    SELECT t.code, label(t.name_zh, t.name_en, park_eval.lang), t.division::text, t.n, array_to_string(t.leading_industries::text[], ', '),
        coalesce(t.conforming, 0) / NULLIF(t.output, 0),
           t.hhi, t.area,
           t.tax / t.area, t.revenue / t.area, t.value_added / t.area, v.score, v.rank, v.band,
           CASE WHEN t.n > 0 AND park_eval.land_scheme IS NOT NULL THEN coalesce(d.land, 0) END,
           CASE WHEN t.n = 0 THEN 'missing_input' ELSE v.status END,
           ST_X(ST_PointOnSurface(s.shape)), ST_Y(ST_PointOnSurface(s.shape)), ST_AsGeoJSON(s.shape, 5),
           format('park_eval:scheme=%s,year=%s,land_scheme=%s', park_eval.scheme, coalesce(park_eval.year, (SELECT {s}.figure_year())),
               coalesce(park_eval.land_scheme, 'none'))
    FROM total t LEFT JOIN verdict v ON v.unit_code = t.code LEFT JOIN freed d ON d.park = t.code
    CROSS JOIN LATERAL (SELECT map_shape(t.boundary, 0.0005, t.datum) AS shape OFFSET 0) s
    ORDER BY v.rank NULLS LAST, t.code;
END
$t$),
('function', 'platform_access', 6060, '服务平台可达性:覆盖企业、两步移动搜寻、缺口',
    'Access of enterprises to service platforms by division: firms within the radius of a platform, two-step floating catchment of capacity (staff where none is given), firms not served', $t$
FUNCTION {s}.platform_access(kind text DEFAULT NULL, by text DEFAULT 'county', radius_km float8 DEFAULT 30, lang text DEFAULT 'zh')
RETURNS TABLE (platform_kind text, region_code text, region_name text, firms bigint, firms_served bigint, coverage float8, access float8,
    relative_access float8,
    platforms_in_reach integer, nearest_km float8, unmet_need bigint, lon float8, lat float8, method_id text)
LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    SELECT {s}.known_if_given('platform', kind, 'kind'), industry.known_option('by', by, '{county,prefecture}'), industry.known_lang(lang),
        industry.refuse_unless((radius_km > 0) IS TRUE, 'radius_km must be positive');
    WITH site AS MATERIALIZED (
        SELECT p.code, p.kind, ST_X(w.place) AS lon, ST_Y(w.place) AS lat, coalesce(p.radius_km::float8, platform_access.radius_km) * 1000 AS radius,
               coalesce((SELECT sum(v.capacity) FROM {s}.platform_service v WHERE v.platform = p.code
                   AND v.year = (SELECT max(x.year) FROM {s}.platform_service x WHERE x.platform = p.code)),
                        p.staff, 1)::float8 AS capacity
        FROM {s}.platform p CROSS JOIN LATERAL (SELECT to_wgs84(p.location, p.datum) AS place OFFSET 0) w
        WHERE p.location IS NOT NULL AND p.valid @> (SELECT {s}.as_of()) AND (platform_access.kind IS NULL OR p.kind = platform_access.kind)),
    -- places are codes up to the answer: four bytes to hash, not words
    firm AS MATERIALIZED (
        SELECT CASE platform_access.by WHEN 'county' THEN e.division ELSE prefecture(e.division) END AS place, w.place[0] AS lon, w.place[1] AS lat
        FROM {s}.enterprise e JOIN {s}.enterprise_year y ON y.uscc = e.uscc AND y.year = (SELECT {s}.figure_year())
            AND y.known_from <= (SELECT {s}.vintage()) AND (y.known_to IS NULL OR y.known_to > (SELECT {s}.vintage()))
        CROSS JOIN LATERAL (SELECT place_shift(e.location::point, e.datum, 'wgs84') AS place OFFSET 0) w
        WHERE w.place IS NOT NULL),
    centre AS MATERIALIZED (
        SELECT f.place, exact_mean(f.lon) AS lon, exact_mean(f.lat) AS lat, count(*) AS n FROM firm f GROUP BY f.place),
    region AS MATERIALIZED (
        SELECT c.place, c.place::text AS label, c.lon, c.lat, c.n, max(great_circle_distance(c.lon, c.lat, f.lon, f.lat)) AS reach
        FROM centre c JOIN firm f ON f.place = c.place GROUP BY c.place, c.lon, c.lat, c.n),
    -- by the triangle inequality some platforms serve every enterprise of a division and most serve none; only the others are measured
    -- enterprise by enterprise (a millimetre of slack for rounding)
    span AS MATERIALIZED (
        SELECT s.kind, s.lon, s.lat, s.radius, r.place, r.n, r.reach, d.metres FROM site s CROSS JOIN region r
        CROSS JOIN LATERAL (SELECT great_circle_distance(s.lon, s.lat, r.lon, r.lat) AS metres) d WHERE d.metres - r.reach <= s.radius + 0.001),
    whole AS MATERIALIZED (
        SELECT DISTINCT d.kind, d.place, d.n FROM span d WHERE d.metres + d.reach <= d.radius - 0.001),
    edge AS MATERIALIZED (
        SELECT d.kind, d.place, d.lon, d.lat, d.radius FROM span d
        WHERE NOT EXISTS (SELECT FROM whole w WHERE w.kind = d.kind AND w.place = d.place)),
    served AS MATERIALIZED (
        SELECT w.kind, w.place, w.n FROM whole w
        UNION ALL
        SELECT p.kind, p.place, count(*) FROM (SELECT DISTINCT d.kind, d.place FROM edge d) p JOIN firm f ON f.place = p.place
        WHERE EXISTS (SELECT 1 FROM edge d WHERE d.kind = p.kind AND d.place = p.place AND great_circle_distance(d.lon, d.lat, f.lon, f.lat) <= d.radius)
        GROUP BY p.kind, p.place),
    -- cost is the distance as a share of the platform's own radius
    model AS MATERIALIZED (
        SELECT s.kind, matrix_agg(r.label, s.code, great_circle_distance(s.lon, s.lat, r.lon, r.lat) / s.radius) AS cost,
               (SELECT matrix_agg(x.code, 'capacity', x.capacity) FROM site x WHERE x.kind = s.kind) AS supply
        -- the few platforms are sorted, not their many pairs with divisions
        FROM (SELECT x.* FROM site x ORDER BY x.kind) s CROSS JOIN region r GROUP BY s.kind),
    need AS MATERIALIZED (
        SELECT matrix_agg(r.label, 'firms', r.n) AS m FROM region r),
    reached AS MATERIALIZED (
        SELECT m.kind, a.region::division_code AS place, a.access, a.relative_access, a.sites_in_reach
        FROM model m CROSS JOIN need n CROSS JOIN LATERAL catchment_access(m.cost, m.supply, n.m, 1) a),
    nearest AS MATERIALIZED (
        SELECT s.kind, r.place, min(great_circle_distance(s.lon, s.lat, r.lon, r.lat)) / 1000 AS km FROM site s CROSS JOIN region r GROUP BY s.kind, r.place)
    SELECT a.kind, r.label, label(g.name_zh, g.name_en, platform_access.lang), r.n, coalesce(v.n, 0), coalesce(v.n, 0)::float8 / r.n, a.access,
        a.relative_access, a.sites_in_reach,
           d.km, r.n - coalesce(v.n, 0), r.lon, r.lat, format('platform_access:by=%s,radius_km=%s', platform_access.by, platform_access.radius_km)
    FROM reached a
    JOIN region r ON r.place = a.place LEFT JOIN served v ON v.kind = a.kind AND v.place = r.place
    JOIN nearest d ON d.kind = a.kind AND d.place = r.place LEFT JOIN {s}.region g ON g.code = r.place
    ORDER BY a.kind, r.place;
END
$t$),
('function', 'isomorphism', 6070, '产业同构:城市对的相似系数、克鲁格曼指数与分工建议',
    'Likeness of the industrial structures of divisions, pair by pair: cosine, Krugman distance, what each has that the other lacks', $t$
FUNCTION {s}.isomorphism(division text DEFAULT NULL, level text DEFAULT 'prefecture', year integer DEFAULT NULL, digits integer DEFAULT 2,
    measure text DEFAULT 'output', lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, region_name text, other_code text, other_name text, similarity float8, krugman float8, complementarity float8,
    suggestion text, digits_used integer, method_id text)
LANGUAGE sql STABLE ROWS 120
BEGIN ATOMIC
    SELECT {s}.known_division(division), industry.known_option('level', level, '{county,prefecture}'),
        industry.known_option('measure', measure, '{employees,revenue,output,value_added,tax,profit,count}'),
        industry.refuse_unless((digits IN (2, 3, 4)) IS TRUE, 'digits must be 2, 3 or 4'), industry.known_lang(lang);
    WITH m AS MATERIALIZED (
        SELECT matrix_agg(CASE isomorphism.level WHEN 'county' THEN f.region_code ELSE prefecture(f.region_code::division_code)::text END,
            left(f.industry, 1 + isomorphism.digits), f.weight) AS m
        FROM {s}.enterprise_point(NULL, isomorphism.year, isomorphism.measure) f
        WHERE f.region_code::division_code OPERATOR(industry.<@) (SELECT {s}.known_division(isomorphism.division)::division_code) AND f.industry IS NOT NULL),
    quotient AS MATERIALIZED (
        SELECT c.row_key, c.col_key, c.value AS lq, x.value AS weight FROM m CROSS JOIN LATERAL cells(location_quotient(m.m)) c
        JOIN LATERAL cells(m.m) x ON x.row_key = c.row_key AND x.col_key = c.col_key),
    best AS MATERIALIZED (
        SELECT q.row_key, q.col_key, q.lq, row_number() OVER (PARTITION BY q.row_key ORDER BY q.lq * sqrt(q.weight) DESC, q.col_key) AS n
        FROM quotient q WHERE q.lq > 1),
    strong AS MATERIALIZED (
        SELECT q.row_key, array_agg(q.col_key) AS list FROM quotient q WHERE q.lq > 1 GROUP BY q.row_key),
    pair AS MATERIALIZED (
        SELECT c.row_key AS a, c.col_key AS b, c.value AS likeness FROM m CROSS JOIN LATERAL cells(similarity(m.m)) c WHERE c.row_key < c.col_key),
    apart AS MATERIALIZED (
        SELECT c.row_key AS a, c.col_key AS b, c.value FROM m CROSS JOIN LATERAL cells(similarity(m.m, 'krugman')) c WHERE c.row_key < c.col_key),
    feed AS MATERIALIZED (
        SELECT c.row_key AS a, c.col_key AS b, c.value FROM m CROSS JOIN LATERAL cells(complementarity(m.m, proximity(m.m))) c WHERE c.row_key < c.col_key)
    SELECT p.a, label(ra.name_zh, ra.name_en, isomorphism.lang), p.b, label(rb.name_zh, rb.name_en, isomorphism.lang), p.likeness, k.value, f.value,
           concat_ws('; ',
               (SELECT p.a || ': ' || string_agg(i.col_key, ', ' ORDER BY i.n) FROM (SELECT x.col_key, x.n FROM best x WHERE x.row_key = p.a
                    AND x.col_key <> ALL (coalesce(sb.list, '{}')) ORDER BY x.n LIMIT 3) i),
               (SELECT p.b || ': ' || string_agg(i.col_key, ', ' ORDER BY i.n) FROM (SELECT x.col_key, x.n FROM best x WHERE x.row_key = p.b
                    AND x.col_key <> ALL (coalesce(sa.list, '{}')) ORDER BY x.n LIMIT 3) i)),
           isomorphism.digits, format('isomorphism:level=%s,digits=%s,measure=%s', isomorphism.level, isomorphism.digits, isomorphism.measure)
    FROM pair p JOIN apart k ON k.a = p.a AND k.b = p.b LEFT JOIN feed f ON f.a = p.a AND f.b = p.b
    LEFT JOIN strong sa ON sa.row_key = p.a LEFT JOIN strong sb ON sb.row_key = p.b
    LEFT JOIN {s}.region ra ON ra.code = p.a::division_code LEFT JOIN {s}.region rb ON rb.code = p.b::division_code
    ORDER BY p.likeness DESC, p.a, p.b;
END
$t$),
('function', 'area_scoreboard', 6080, '示范区记分牌:各市指标、份额、目标完成度、相对效应',
    'Scoreboard of a demonstration area: each division''s indicators in a year, share of the area, target and attainment, and growth since designation against divisions outside', $t$
FUNCTION {s}.area_scoreboard(area text, year integer DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, region_name text, indicator text, subject text, value float8, unit text, share_of_area float8, target float8,
    attainment float8, effect float8, status text, method_id text)
LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    SELECT {s}.known('demonstration_area', area), industry.known_lang(lang);
    WITH chosen AS MATERIALIZED (
        SELECT d.*, coalesce(area_scoreboard.year, extract(year FROM (SELECT {s}.as_of()))::integer) AS y,
               coalesce(extract(year FROM lower(d.valid))::integer, coalesce(area_scoreboard.year,
                   extract(year FROM (SELECT {s}.as_of()))::integer) - 1) AS base
        FROM {s}.demonstration_area d WHERE d.code = area_scoreboard.area),
    seen AS MATERIALIZED (
        -- in the unit of the indicator and of one basis: nominal where the area has it in the year
        SELECT x.*, x.exact::float8 AS value
        FROM (SELECT k.*, min(k.preference) FILTER (WHERE k.inside AND k.year = k.y) OVER (PARTITION BY k.indicator, k.subject_kind, k.subject) AS chosen
              FROM (SELECT o.indicator, o.division, o.subject_kind, o.subject, extract(year FROM o.period_end)::integer AS year, c.y, i.unit,
                           o.value * unit_ratio(o.unit, i.unit) AS exact, CASE WHEN o.basis <> 'nominal' THEN o.basis ELSE '' END AS preference,
                           EXISTS (SELECT 1 FROM unnest(c.divisions) x WHERE o.division <@ x) AS inside
                    FROM chosen c JOIN {s}.observation o ON extract(year FROM o.period_end) IN (c.y, c.base)
                    JOIN {s}.indicator i ON i.code = o.indicator
                    JOIN {s}.region r ON r.code = o.division AND r.level = 'prefecture'
                    WHERE o.measure = 'level' AND o.period_type = 'year' AND o.known_from <= (SELECT {s}.vintage())
                        AND (o.known_to IS NULL OR o.known_to > (SELECT {s}.vintage()))) k) x
        WHERE x.preference = x.chosen),
    growth AS MATERIALIZED (
        SELECT a.indicator, a.subject_kind, a.subject, a.division, a.inside, ln(a.value / b.value) AS g
        FROM chosen c JOIN seen a ON a.year = c.y JOIN seen b ON b.year = c.base AND b.indicator = a.indicator AND b.division = a.division
            AND b.subject_kind = a.subject_kind AND b.subject = a.subject
        WHERE c.y > c.base AND a.value > 0 AND b.value > 0),
    outside AS MATERIALIZED (
        SELECT g.indicator, g.subject_kind, g.subject, avg(g.g ORDER BY g.g) AS g FROM growth g WHERE NOT g.inside GROUP BY 1, 2, 3)
    SELECT a.division::text, label(r.name_zh, r.name_en, area_scoreboard.lang), a.indicator, a.subject, a.value, a.unit,
           a.value / NULLIF(sum(a.exact) OVER (PARTITION BY a.indicator, a.subject_kind, a.subject), 0)::float8, t.target, a.value / NULLIF(t.target, 0), g.g - o.g,
           CASE WHEN g.g IS NULL OR o.g IS NULL THEN 'missing_input' ELSE 'ok' END,
           format('area_scoreboard:area=%s,year=%s,base=%s,effect=difference_of_log_growth', c.code, c.y, c.base)
    FROM chosen c JOIN seen a ON a.year = c.y AND a.inside JOIN {s}.region r ON r.code = a.division
    LEFT JOIN growth g ON g.indicator = a.indicator AND g.division = a.division AND g.subject_kind = a.subject_kind AND g.subject = a.subject
    LEFT JOIN outside o ON o.indicator = a.indicator AND o.subject_kind = a.subject_kind AND o.subject = a.subject
    -- the target of a share is none for the value
    LEFT JOIN LATERAL (SELECT convert(x.target, x.unit, a.unit)::float8 AS target FROM {s}.target x WHERE x.indicator = a.indicator
        AND x.division = a.division AND x.subject_kind = a.subject_kind AND x.subject = a.subject AND x.denominator IS NULL
                       ORDER BY abs(extract(year FROM x.target_date) - c.y), x.code LIMIT 1) t ON true
    ORDER BY a.indicator, a.subject, a.division;
END
$t$),
('function', 'site_candidates', 6090, '补链建链选址:关联密度、集群、园区土地与亩均、半径内供应商',
    'Where the fill and build nodes of a chain (NULL: of all chains), one node of it, or a definition of enterprises could settle: divisions and parks scored by relatedness density, presence of a cluster, land and yield of parks, and suppliers within a distance; every reason in its own column; only the best so many of each where a number is given', $t$
FUNCTION {s}.site_candidates(chain text DEFAULT NULL, node text DEFAULT NULL, definition text DEFAULT NULL, suppliers text DEFAULT NULL,
    beta_km float8 DEFAULT 50, year integer DEFAULT NULL, best integer DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (chain_code text, node text, class text, rank bigint, region_code text, region_name text, park text, park_name text, score float8,
    relatedness_density float8, quotient float8,
    in_cluster boolean, area_mu float8, used_mu float8, free_mu float8, tax_per_mu float8, suppliers_in_reach bigint, supplier_access float8,
    reasons text, lon float8, lat float8, method_id text)
LANGUAGE sql STABLE ROWS 200
BEGIN ATOMIC
    SELECT {s}.known_definition(definition), suppliers::industry_code, industry.known_lang(lang);
    WITH checked AS MATERIALIZED (
        SELECT refuse_unless(coalesce(site_candidates.beta_km BETWEEN 0.1 AND 20000, false), 'beta_km must be between 0.1 and 20000')
            AND refuse_unless(coalesce(site_candidates.best, 1) >= 1, 'best must be positive')
            AND refuse_unless(site_candidates.definition IS NULL OR coalesce(site_candidates.chain, site_candidates.node) IS NULL,
                'a node and a definition cannot both be given', hint => 'Name a chain and node, or a definition.')
            AND refuse_unless(site_candidates.node IS NULL OR site_candidates.chain IS NOT NULL, 'node needs a chain', hint => 'Name its chain.')
            AND (site_candidates.chain IS NULL OR {s}.known_chain(site_candidates.chain) IS NOT NULL)
            AND refuse_unless(site_candidates.node IS NULL OR EXISTS (SELECT 1 FROM {s}.chain_node n WHERE n.chain = site_candidates.chain
                AND n.node = site_candidates.node AND n.industry IS NOT NULL),
                   'the chain has no such node with an industry', hint => 'See the table chain_node.') AS held),
    target AS MATERIALIZED (
        SELECT row_number() OVER (ORDER BY x.chain_code, x.node)::integer AS target, x.*
        FROM (SELECT g.chain_code, g.node, g.class, n.industry AS code, n.industry::text AS definition
              FROM {s}.chain_gap(site_candidates.chain) g JOIN {s}.chain_node n ON n.chain = g.chain_code AND n.node = g.node CROSS JOIN checked c
              WHERE c.held AND site_candidates.definition IS NULL AND n.industry IS NOT NULL
                  AND CASE WHEN site_candidates.node IS NULL THEN g.class IN ('fill', 'build') ELSE g.node = site_candidates.node END
              UNION ALL
              SELECT NULL, NULL, NULL, CASE WHEN site_candidates.definition NOT LIKE '%/%' THEN site_candidates.definition::industry_code END,
                  site_candidates.definition
              FROM checked c WHERE c.held AND site_candidates.definition IS NOT NULL) x),
    every AS MATERIALIZED (
        SELECT e.division, e.industry, e.location, e.datum, y.employees::float8 AS weight, e.park,
               CASE WHEN e.park IS NOT NULL THEN y.land_mu END AS land,
               CASE WHEN e.park IS NOT NULL THEN y.tax * CASE WHEN y.unit = '10k_yuan' THEN 1 ELSE unit_ratio(y.unit, '10k_yuan') END END AS tax
        FROM {s}.enterprise e JOIN {s}.enterprise_year y ON y.uscc = e.uscc AND y.year = coalesce(site_candidates.year, (SELECT {s}.figure_year()))
            AND y.known_from <= (SELECT {s}.vintage()) AND (y.known_to IS NULL OR y.known_to > (SELECT {s}.vintage()))),
    -- codes are compared once an industry, not once an enterprise
    industry AS MATERIALIZED (
        SELECT DISTINCT e.industry FROM every e WHERE e.industry IS NOT NULL AND e.weight IS NOT NULL),
    belongs AS MATERIALIZED (
        SELECT DISTINCT t.definition, i.industry FROM target t JOIN industry i ON i.industry <@ t.code),
    -- what a node buys: the industries of the nodes before it, its own where there are none
    input AS MATERIALIZED (
        SELECT t.target, s.code FROM target t CROSS JOIN LATERAL (
            SELECT site_candidates.suppliers::industry_code AS code WHERE site_candidates.suppliers IS NOT NULL
            UNION
            SELECT n.industry FROM {s}.chain_link l JOIN {s}.chain_node n ON n.chain = l.chain AND n.node = l.source
            WHERE site_candidates.suppliers IS NULL AND l.chain = t.chain_code AND l.target = t.node AND n.industry IS NOT NULL) s),
    -- whom a node buys from: enterprises of these industries, or of a definition that is no industry
    buys AS MATERIALIZED (
        SELECT i.target, j.industry::text AS source FROM input i JOIN industry j ON j.industry <@ i.code
        UNION
        SELECT t.target, coalesce(j.industry::text, t.definition) FROM target t LEFT JOIN industry j ON j.industry <@ t.code
        WHERE t.target NOT IN (SELECT i.target FROM input i)),
    -- sources that serve the same nodes are one category of points
    category AS MATERIALIZED (
        SELECT b.source, array_agg(b.target ORDER BY b.target)::text AS category FROM buys b GROUP BY b.source),
    -- only the enterprises that are asked for or sold from need a place in WGS 84
    spot AS MATERIALIZED (
        SELECT e.industry::text AS industry, e.division::text AS place, w.place[0] AS lon, w.place[1] AS lat, e.weight
        FROM every e CROSS JOIN LATERAL (SELECT place_shift(e.location::point, e.datum, 'wgs84') AS place OFFSET 0) w
        WHERE e.weight IS NOT NULL AND e.industry IN (SELECT i.industry FROM industry i
            WHERE i.industry IN (SELECT b.industry FROM belongs b) OR i.industry::text IN (SELECT c.source FROM category c))),
    firm AS MATERIALIZED (
        SELECT b.definition, s.* FROM belongs b JOIN spot s ON s.industry = b.industry::text
        UNION ALL
        SELECT t.definition, f.industry, f.region_code, f.lon, f.lat, f.weight
        FROM target t CROSS JOIN LATERAL {s}.enterprise_point(t.definition, site_candidates.year) f WHERE t.code IS NULL AND f.weight IS NOT NULL),
    by_industry AS MATERIALIZED (
        SELECT e.division, ancestor(e.industry, LEAST(level(e.industry), 2)) AS industry, sum(e.weight) AS weight FROM every e
        WHERE e.industry IS NOT NULL AND e.weight IS NOT NULL GROUP BY 1, 2),
    density AS MATERIALIZED (
        SELECT g.definition, c.row_key AS place, avg(c.value) AS value
        FROM (SELECT matrix_agg(b.division::text, b.industry::text, b.weight) AS m FROM by_industry b) s
        CROSS JOIN LATERAL cells(industry.relatedness_density(s.m)) c
        JOIN (SELECT f.definition, left(f.industry, 3) AS industry FROM firm f
              UNION SELECT t.definition, left(t.definition, 3) FROM target t WHERE level(t.code) >= 2) g ON g.industry = c.col_key
        GROUP BY g.definition, c.row_key),
    whole AS MATERIALIZED (
        SELECT b.division::text AS place, sum(b.weight) AS weight, sum(sum(b.weight)) OVER () AS total FROM by_industry b GROUP BY b.division),
    local AS MATERIALIZED (
        SELECT f.definition, f.place, sum(f.weight) AS weight FROM firm f GROUP BY f.definition, f.place),
    lq AS MATERIALIZED (
        SELECT a.definition, a.place, a.weight / NULLIF(w.weight, 0) / NULLIF(sum(a.weight) OVER (PARTITION BY a.definition) / NULLIF(w.total, 0), 0) AS value
        FROM local a JOIN whole w ON w.place = a.place),
    clustered AS MATERIALIZED (
        SELECT DISTINCT s.definition, d.category AS place
        FROM (SELECT f.definition, point_agg(f.lon, f.lat, f.weight, f.place) AS p, sum(f.weight ORDER BY f.weight) / 50 AS least
            FROM firm f WHERE f.lon IS NOT NULL GROUP BY f.definition) s
        CROSS JOIN LATERAL dbscan(s.p, 5000, s.least) d WHERE s.least > 0 AND d.cluster IS NOT NULL),
    supplier AS MATERIALIZED (
        SELECT point_agg(x.lon, x.lat, 1, k.category) AS points
        FROM (SELECT s.industry AS source, s.lon, s.lat FROM spot s WHERE s.lon IS NOT NULL
              UNION ALL
              SELECT f.definition, f.lon, f.lat FROM firm f JOIN target t ON t.definition = f.definition WHERE t.code IS NULL AND f.lon IS NOT NULL) x
        JOIN category k ON k.source = x.source),
    used AS MATERIALIZED (
        SELECT e.park, sum(e.land)::float8 AS land, sum(e.tax)::float8 AS tax FROM every e WHERE e.park IS NOT NULL GROUP BY e.park),
    place AS MATERIALIZED (
        SELECT row_number() OVER (ORDER BY x.region, x.park)::integer AS site, x.*, u.land, x.area - coalesce(u.land, 0) AS free, u.tax / NULLIF(x.area, 0) AS yield,
               percent_rank() OVER (PARTITION BY x.park IS NULL ORDER BY coalesce(u.tax / NULLIF(x.area, 0), 0)) AS yield_rank
        FROM (SELECT r.code::text AS region, label(r.name_zh, r.name_en, site_candidates.lang) AS region_name, NULL::text AS park,
            NULL::text AS park_name, NULL::float8 AS area,
                     ST_PointOnSurface(w.shape) AS at
              FROM {s}.region r LEFT JOIN {s}.region_shape k ON k.code = r.code
              CROSS JOIN LATERAL (SELECT coalesce(k.shape, to_wgs84(r.boundary, r.datum)) AS shape OFFSET 0) w
              WHERE r.level = 'county' AND r.boundary IS NOT NULL AND r.valid @> (SELECT {s}.as_of())
              UNION ALL
              SELECT p.division::text, label(r.name_zh, r.name_en, site_candidates.lang), p.code, label(p.name_zh, p.name_en, site_candidates.lang),
                  p.area_mu::float8,
                     ST_PointOnSurface(w.shape)
              FROM {s}.park p LEFT JOIN {s}.region r ON r.code = p.division CROSS JOIN LATERAL (SELECT to_wgs84(p.boundary, p.datum) AS shape OFFSET 0) w
              WHERE p.boundary IS NOT NULL AND p.valid @> (SELECT {s}.as_of())) x
        LEFT JOIN used u ON u.park = x.park),
    near AS MATERIALIZED (
        SELECT r.site::integer AS site, k.target, sum(r.n)::bigint AS n, sum(r.access ORDER BY r.category) AS access
        FROM (SELECT point_agg(p.site::text, ST_X(p.at), ST_Y(p.at), 1, NULL) AS sites FROM place p) q CROSS JOIN supplier s
        CROSS JOIN LATERAL points_in_reach(q.sites, s.points, site_candidates.beta_km * 1000) r
        CROSS JOIN LATERAL unnest(r.category::integer[]) k(target)
        GROUP BY r.site::integer, k.target),
    -- of a pair only what its score needs; the place and the reasons come to the best
    part AS (
        SELECT t.target, p.site, p.free > 0 AS is_free, CASE WHEN p.park IS NOT NULL THEN 0.05 * p.yield_rank ELSE 0 END AS yield_score,
               g.value AS density, q.value AS lq, k.place IS NOT NULL AS clustered, coalesce(n.n, 0) AS suppliers, coalesce(n.access, 0) AS access,
               percent_rank() OVER (PARTITION BY t.target ORDER BY coalesce(n.access, 0)) AS access_rank,
               percent_rank() OVER (PARTITION BY t.target ORDER BY coalesce(g.value, 0)) AS density_rank
        FROM target t CROSS JOIN place p LEFT JOIN density g ON g.definition = t.definition AND g.place = p.region LEFT JOIN lq q
            ON q.definition = t.definition AND q.place = p.region
        LEFT JOIN clustered k ON k.definition = t.definition AND k.place = p.region
        LEFT JOIN near n ON n.site = p.site AND n.target = t.target),
    ranked AS (
        SELECT s.*, row_number() OVER (PARTITION BY s.target ORDER BY s.score DESC, s.site) AS rank
        FROM (SELECT a.*, 0.35 * a.density_rank + 0.30 * a.access_rank + CASE WHEN a.clustered THEN 0.20 ELSE 0 END
                  + CASE WHEN a.is_free THEN 0.10 ELSE 0 END + a.yield_score AS score FROM part a) s),
    named AS MATERIALIZED (
        SELECT t.*, label('有相关产业基础', 'related industries present', w.lang) AS related, label('已有专业化优势', 'specialised already', w.lang) AS specialised,
               label('所在区划有集群', 'cluster in the division', w.lang) AS cluster, label('有可用土地', 'land free', w.lang) AS land_free,
               label('无剩余土地', 'no land left', w.lang) AS land_full, label('附近无供应商', 'no supplier near', w.lang) AS alone,
               label(site_candidates.beta_km || ' 公里内有 %s 家供应商', '%s suppliers within ' || site_candidates.beta_km || ' km', w.lang) AS within,
               format('site_candidates:definition=%s,suppliers=%s,beta_km=%s', t.definition, coalesce(site_candidates.suppliers,
                   (SELECT string_agg(DISTINCT i.code::text, '+' ORDER BY i.code::text) FROM input i WHERE i.target = t.target), t.definition),
                   site_candidates.beta_km) AS method_id
        FROM target t CROSS JOIN (SELECT site_candidates.lang) w(lang))
    SELECT n.chain_code, n.node, n.class, t.rank, p.region, p.region_name, p.park, p.park_name, t.score,
           t.density, t.lq, t.clustered, p.area, p.land, p.free, p.yield, t.suppliers, t.access,
           concat_ws('; ', CASE WHEN t.density_rank >= 0.75 THEN n.related END, CASE WHEN t.lq >= 1 THEN n.specialised END,
               CASE WHEN t.clustered THEN n.cluster END, CASE WHEN p.free > 0 THEN n.land_free WHEN p.free <= 0 THEN n.land_full END,
               CASE WHEN t.suppliers > 0 THEN format(n.within, t.suppliers) ELSE n.alone END),
           ST_X(p.at), ST_Y(p.at), n.method_id
    FROM ranked t JOIN named n ON n.target = t.target JOIN place p ON p.site = t.site
    WHERE (SELECT c.held FROM checked c) -- whatever the plan joins first
        AND (site_candidates.best IS NULL OR t.rank <= site_candidates.best)
    ORDER BY t.target, t.rank;
END
$t$),
('view', 'site_candidates', 6095, '补链建链选址(各产业链补链、建链环节,前二十位)', 'The twenty best sites of every fill and build node of the chains', $t$
SELECT c.chain_code, c.node, c.class, c.rank, c.region_code, c.region_name, c.park, c.park_name, c.score, c.relatedness_density, c.quotient,
    c.in_cluster, c.area_mu, c.used_mu, c.free_mu,
       c.tax_per_mu, c.suppliers_in_reach, c.supplier_access, c.reasons, c.lat, c.lon, ST_GeoHash(ST_SetSRID(ST_MakePoint(c.lon, c.lat), 4326), 8) AS geohash,
       ST_AsGeoJSON(ST_MakePoint(c.lon, c.lat), 5) AS geojson, c.method_id
FROM {s}.site_candidates(best => 20, lang => {lang}) c
$t$),
('view', 'map_region', 6100, '区划底图(WGS 84,几何)', 'Divisions with their boundary in WGS 84 for GIS clients', $t$
SELECT r.code::text AS region_code, label(r.name_zh, r.name_en, {lang}) AS region_name, r.level AS region_level, r.parent::text AS parent_code,
       b.shape::geometry(MultiPolygon, 4326) AS geom, ST_Y(ST_PointOnSurface(b.shape)) AS lat, ST_X(ST_PointOnSurface(b.shape)) AS lon,
       ST_GeoHash(ST_PointOnSurface(b.shape), 8) AS geohash,
       ST_AsGeoJSON(coalesce(k.outline, map_shape(b.shape, 0.005)), 5) AS region_geojson
FROM {s}.region r LEFT JOIN {s}.region_shape k ON k.code = r.code CROSS JOIN
    LATERAL (SELECT coalesce(k.shape, repaired_polygon(to_wgs84(r.boundary, r.datum))) AS shape) b WHERE r.boundary IS NOT NULL
    AND r.valid @> (SELECT {s}.as_of())
$t$),
('view', 'map_park', 6100, '园区底图(WGS 84,几何)', 'Parks with their boundary in WGS 84 for GIS clients', $t$
SELECT p.code AS park, label(p.name_zh, p.name_en, {lang}) AS park_name, p.division::text AS region_code, p.kind, p.level, p.area_mu::float8 AS area_mu,
       b.shape::geometry(MultiPolygon, 4326) AS geom, ST_Y(ST_PointOnSurface(b.shape)) AS lat, ST_X(ST_PointOnSurface(b.shape)) AS lon,
       ST_GeoHash(ST_PointOnSurface(b.shape), 8) AS geohash,
       ST_AsGeoJSON(map_shape(b.shape, 0.0005), 5) AS geojson
FROM {s}.park p CROSS JOIN LATERAL (SELECT repaired_polygon(to_wgs84(p.boundary, p.datum)) AS shape) b WHERE p.boundary IS NOT NULL
    AND p.valid @> (SELECT {s}.as_of())
$t$),
('view', 'map_enterprise', 6100, '企业点位(WGS 84,几何)', 'Enterprises as points in WGS 84 for GIS clients', $t$
SELECT e.uscc::text AS uscc, label(e.name_zh, e.name_en, {lang}) AS enterprise_name, e.industry::text AS industry_code,
    e.division::text AS region_code, e.size_class, e.park, w.place[1] AS lat, w.place[0] AS lon, ST_GeoHash(w.place::geometry, 8) AS geohash,
    w.place::geometry::geometry(Point, 4326) AS geom, place_geojson(w.place, 5) AS geojson,
    label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.enterprise e CROSS JOIN LATERAL (SELECT place_shift(e.location::point, e.datum, 'wgs84') AS place OFFSET 0) w
LEFT JOIN {s}.region r ON r.code = e.division WHERE e.location IS NOT NULL
$t$),
('view', 'region_geojson', 6110, '区划的GeoJSON与中心点,供BI地图', 'Divisions for BI maps: simplified GeoJSON, centre, geohash', $t$
SELECT m.region_code, label(n.name_zh, n.name_en, {lang}) AS region_name, m.region_level, m.parent_code,
    ST_AsGeoJSON(coalesce(k.outline, map_shape(m.geom, 0.005)), 5) AS region_geojson,
       ST_Y(c.p) AS lat, ST_X(c.p) AS lon, ST_GeoHash(c.p, 8) AS geohash
FROM {s}.map_region m JOIN {s}.region n ON n.code = m.region_code::division_code LEFT JOIN {s}.region_shape k ON k.code = n.code CROSS JOIN
    LATERAL (SELECT ST_PointOnSurface(m.geom) AS p OFFSET 0) c
$t$),
('view', 'region_geojson_parts', 6110, '区划拆分为单一多边形的GeoJSON', 'Divisions as one simple polygon a row', $t$
SELECT m.region_code, label(n.name_zh, n.name_en, {lang}) AS region_name, m.region_level, d.path[1] AS part,
    ST_AsGeoJSON(d.geom, 5) AS region_geojson, ST_Area(d.geom::geography) / 1e6 AS area_km2,
       ST_Y(c.p) AS lat, ST_X(c.p) AS lon, ST_GeoHash(c.p, 8) AS geohash
FROM {s}.map_region m JOIN {s}.region n ON n.code = m.region_code::division_code LEFT JOIN {s}.region_shape k ON k.code = n.code CROSS JOIN
    LATERAL ST_Dump(coalesce(k.outline, map_shape(m.geom, 0.005))) d
CROSS JOIN LATERAL (SELECT ST_PointOnSurface(d.geom) AS p OFFSET 0) c
$t$),
('view', 'cluster_scan', 6112, '产业集群扫描(两位数行业×县域,两星及以上)',
    'Every two-digit industry''s counties with at least two of size, specialisation and focus, each value beside its edge and flag, with the point clusters in the county', $t$
-- employees are whole numbers and value added is exact: their sums are the same in any order
WITH firm AS MATERIALIZED (
    SELECT e.uscc, e.division, ancestor(e.industry, LEAST(level(e.industry), 2)) AS code, w.place[0] AS lon, w.place[1] AS lat, y.employees::float8 AS weight,
           CASE WHEN y.unit = '10k_yuan' THEN y.value_added ELSE convert(y.value_added, y.unit, '10k_yuan') END AS value_added
    FROM {s}.enterprise e JOIN {s}.enterprise_year y ON y.uscc = e.uscc AND y.year = (SELECT {s}.figure_year())
        AND y.known_from <= (SELECT {s}.vintage()) AND (y.known_to IS NULL OR y.known_to > (SELECT {s}.vintage()))
    CROSS JOIN LATERAL (SELECT place_shift(e.location::point, e.datum, 'wgs84') AS place OFFSET 0) w
    WHERE y.employees IS NOT NULL AND e.industry IS NOT NULL),
mine AS MATERIALIZED (
    SELECT f.division::text AS place, f.code::text AS industry, count(*) AS n, sum(f.weight) AS weight, sum(f.value_added) AS value_added FROM firm f
    GROUP BY f.division, f.code),
average AS MATERIALIZED (
    SELECT a.industry, sum(a.value_added)::float8 / NULLIF(sum(a.weight), 0) AS productivity FROM mine a GROUP BY a.industry),
m AS MATERIALIZED (
    SELECT matrix_agg(a.place, a.industry, a.weight) AS m FROM mine a),
linkage AS MATERIALIZED (
    SELECT c.row_key AS place, c.col_key AS industry, c.value FROM m CROSS JOIN LATERAL cells(relatedness_density(m.m)) c),
setting AS MATERIALIZED (
    SELECT f.code::text AS industry, point_agg(f.uscc::text, f.lon, f.lat, f.weight, f.division::text) AS points, sum(f.weight) / 50 AS least FROM firm f
    WHERE f.lon IS NOT NULL GROUP BY f.code),
inside AS MATERIALIZED (
    SELECT s.industry, d.category AS place, string_agg(DISTINCT d.cluster::text, ', ') AS list, sum(d.weight) AS weight
    FROM setting s CROSS JOIN LATERAL dbscan(s.points, 5000, s.least) d WHERE s.least > 0 AND d.cluster IS NOT NULL GROUP BY s.industry, d.category)
SELECT k.industry || ':' || k.region AS cluster_id, k.industry AS industry_code, k.region AS region_code,
    label(n.name_zh, n.name_en, {lang}) AS region_name, a.n AS members, k.size, k.size_edge, k.size_ok, k.quotient, k.quotient_ok,
       k.focus, k.focus_edge, k.focus_ok, p.productivity, v.productivity AS productivity_edge, p.productivity >= v.productivity AS productivity_ok,
       k.stars, k.strong,
       l.value AS linkage_strength, i.list AS point_clusters, coalesce(i.weight / NULLIF(a.weight, 0), 0) AS clustered_share, g.lat, g.lon, g.geohash,
       g.region_geojson,
       'cluster_scan:level=county,radius_m=5000,min_size=0'::text AS method_id
FROM m CROSS JOIN LATERAL cluster_criteria(m.m) k JOIN mine a ON a.place = k.region AND a.industry = k.industry JOIN average v ON v.industry = k.industry
CROSS JOIN LATERAL (SELECT a.value_added::float8 / NULLIF(a.weight, 0) AS productivity) p
LEFT JOIN linkage l ON l.place = k.region AND l.industry = k.industry LEFT JOIN inside i ON i.place = k.region AND i.industry = k.industry
LEFT JOIN {s}.region_geojson g ON g.region_code = k.region LEFT JOIN {s}.region n ON n.code::text = k.region
WHERE k.stars >= 2
$t$),
('function', 'mvt', 6120, '矢量瓦片', 'A Mapbox vector tile of layer region, park or enterprise (web Mercator, extent 4096)', $t$
FUNCTION {s}.mvt(z integer, x integer, y integer, layer text) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH checked AS MATERIALIZED (
        SELECT refuse_unless((mvt.layer IN ('region', 'park', 'enterprise')) IS TRUE, 'unknown layer', hint => 'Valid values: region, park, enterprise.')
            AND refuse_unless((mvt.z BETWEEN 0 AND 22 AND mvt.x >= 0 AND mvt.y >= 0 AND mvt.x < 2 ^ mvt.z AND mvt.y < 2 ^ mvt.z) IS TRUE,
                'there is no such tile', hint => 'z runs from 0 to 22, x and y from 0 to 2^z - 1.') AS held),
    box AS MATERIALIZED (
        SELECT ST_TileEnvelope(mvt.z, mvt.x, mvt.y) AS shape, ST_Transform(ST_Expand(ST_TileEnvelope(mvt.z, mvt.x, mvt.y),
            40075016.7 / 2 ^ mvt.z / 64), 4326) AS wide FROM checked WHERE checked.held),
    row AS MATERIALIZED (
        SELECT m.region_code AS key, m.region_name AS name, m.region_level AS class, m.geom FROM {s}.map_region m, box b
        WHERE mvt.layer = 'region' AND m.geom && b.wide AND m.region_level = CASE WHEN mvt.z <= 5 THEN 'province' WHEN mvt.z <= 8 THEN 'prefecture'
            ELSE 'county' END
        UNION ALL
        SELECT p.park, p.park_name, p.kind, p.geom FROM {s}.map_park p, box b WHERE mvt.layer = 'park' AND p.geom && b.wide
        UNION ALL
        -- places lie within about 800 m of their WGS 84 position, so that the index on them serves
        SELECT e.uscc::text, e.name_zh, left(e.industry::text, 3), to_wgs84(e.location, e.datum) FROM {s}.enterprise e, box b
        WHERE mvt.layer = 'enterprise' AND e.location && ST_Expand(b.wide, 0.02))
    SELECT ST_AsMVT(t.*, mvt.layer, 4096, 'geom')
    FROM (SELECT r.key, r.name, r.class, ST_AsMVTGeom(ST_Transform(r.geom, 3857), b.shape, 4096, 64, true) AS geom FROM row r CROSS JOIN box b ORDER BY r.key) t
    WHERE t.geom IS NOT NULL;
END
$t$),
('view', 'park_report', 6130, '园区评价(默认方案)', 'Parks judged by the default scheme', $t$
SELECT p.park, p.park_name, p.region_code, label(r.name_zh, r.name_en, {lang}) AS region_name, make_date(y.year, 1, 1) AS period_start,
    make_date(y.year, 12, 31) AS period_end, 'year'::text AS period_type, y.year,
       p.firms, p.leading_industries, p.conformity, p.concentration, p.area_mu, p.tax_per_mu, p.revenue_per_mu, p.value_added_per_mu,
       p.score, p.rank, p.band, p.land_to_free_mu, p.status, p.lat, p.lon, ST_GeoHash(ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326), 8) AS geohash,
       p.geojson, p.method_id
FROM (SELECT {s}.figure_year() AS year OFFSET 0) y CROSS JOIN {s}.park_eval(lang => {lang}) p LEFT JOIN {s}.region r ON r.code::text = p.region_code
$t$),
('check', 'park_place', 175, '申报园区与位置不符', 'Enterprises that declare a park they do not lie in', $t$
SELECT 'enterprise', e.uscc::text, 'declares park ' || e.park || ', lies in ' || coalesce(p.park, 'none')
FROM {s}.enterprise e JOIN {s}.park d ON d.code = e.park LEFT JOIN {s}.park_by_place() p ON p.uscc::uscc = e.uscc
WHERE e.location IS NOT NULL AND d.boundary IS NOT NULL AND p.park IS DISTINCT FROM e.park
    -- parks may overlap: any that holds the place will do
    AND NOT ST_Covers(repaired_polygon(to_wgs84(d.boundary, d.datum)), to_wgs84(e.location, e.datum))
$t$);

INSERT INTO industry.registry_column (relation, name, zh, en)
SELECT v.relation, v.name, v.zh, v.en FROM (VALUES
('*', 'region_code', '区划代码', 'division code, six digits'),
('*', 'region_name', '区划名称', 'name of the division'),
('*', 'region_level', '区划级别', 'level of the division'),
('*', 'parent_code', '上级区划代码', 'code of the division above'),
('*', 'geom', '几何(EPSG:4326,WGS 84)', 'geometry, EPSG:4326, WGS 84'),
('*', 'region_geojson', 'GeoJSON边界(EPSG:4326,已简化)', 'boundary as GeoJSON, EPSG:4326, simplified'),
('*', 'geojson', 'GeoJSON几何(EPSG:4326,边界已简化)', 'geometry as GeoJSON, EPSG:4326; a boundary is simplified'),
('*', 'lat', '纬度(WGS 84,度)', 'latitude, WGS 84, degrees'),
('*', 'lon', '经度(WGS 84,度)', 'longitude, WGS 84, degrees'),
('*', 'geohash', '中心点Geohash', 'geohash of the centre'),
('*', 'part', '第几部分', 'number of the part'),
('*', 'area_km2', '面积(平方公里)', 'area, square kilometres'),
('*', 'park_name', '园区名称', 'name of the park'),
('*', 'area_mu', '面积(亩)', 'area, mu (2000/3 square metres)'),
('*', 'enterprise_name', '企业名称', 'name of the enterprise'),
('*', 'industry_code', '行业代码(GB/T 4754)', 'industry code, GB/T 4754'),
('*', 'size_class', '企业规模', 'size class: large, medium, small, micro'),
('*', 'firms', '企业数', 'number of enterprises'),
('*', 'leading_industries', '主导产业', 'leading industries'),
('*', 'conformity', '主导产业产出占比(小数)', 'share of output in the leading industries, fraction'),
('*', 'concentration', '产出的行业集中度(HHI,小数)', 'concentration of output over two-digit industries, Herfindahl index'),
('*', 'tax_per_mu', '亩均税收(万元)', 'tax per mu, 10,000 yuan'),
('*', 'revenue_per_mu', '亩均营业收入(万元)', 'revenue per mu, 10,000 yuan'),
('*', 'value_added_per_mu', '亩均增加值(万元)', 'value added per mu, 10,000 yuan'),
('*', 'score', '得分', 'points'),
('*', 'rank', '位次', 'rank, 1 = best'),
('*', 'land_to_free_mu', '可腾退土地(亩):末档企业用地', 'land of enterprises in the last band, mu'),
('*', 'method_id', '方法标识', 'conventions of the figure'),
('*', 'platform_kind', '平台种类', 'kind of platform'),
('*', 'firms_served', '服务半径内企业数', 'enterprises within the radius of a platform'),
('*', 'coverage', '覆盖率(小数)', 'share of enterprises served, fraction'),
('*', 'access', '两步移动搜寻可达性(能力/企业)', 'two-step floating catchment, capacity per enterprise'),
('*', 'relative_access', '可达性与平均之比', 'access over the average'),
('*', 'platforms_in_reach', '半径内平台数', 'platforms whose radius reaches the division''s centre'),
('*', 'nearest_km', '最近平台距离(公里)', 'distance of the nearest platform, km'),
('*', 'cluster_id', '集群标识(行业:区划)', 'cluster: industry and division'),
('*', 'members', '企业数', 'number of enterprises'),
('*', 'size', '规模(从业人员)', 'size, employees'),
('*', 'size_edge', '规模标准:该行业各县的第九十百分位', 'edge of size: top tenth of the industry''s counties'),
('*', 'size_ok', '规模达标', 'size in the top tenth'),
('*', 'quotient', '区位商', 'location quotient'),
('*', 'quotient_ok', '区位商达到2', 'location quotient of at least 2'),
('*', 'focus', '占本地比重(小数)', 'share of the division''s employees, fraction'),
('*', 'focus_edge', '比重标准', 'edge of focus: top tenth of the industry''s counties'),
('*', 'focus_ok', '比重达标', 'focus in the top tenth'),
('*', 'productivity', '人均增加值(万元)', 'value added per employee, 10,000 yuan'),
('*', 'productivity_edge', '该行业平均人均增加值(万元)', 'average of the industry, 10,000 yuan'),
('*', 'productivity_ok', '不低于行业平均', 'not below the average'),
('*', 'stars', '星级:规模、区位商、比重达标数', 'stars: how many of size, quotient and focus hold'),
('*', 'strong', '强集群', 'strong cluster: quotient in the top quarter'),
('*', 'linkage_strength', '关联密度(小数)', 'relatedness density, fraction'),
('*', 'relatedness_density', '关联密度(小数)', 'relatedness density, fraction'),
('*', 'point_clusters', '点集群编号', 'numbers of the point clusters inside'),
('*', 'clustered_share', '点集群内从业人员占比(小数)', 'share of employees in point clusters, fraction'),
('*', 'in_cluster', '所在区划有集群', 'the division has a cluster'),
('*', 'used_mu', '已用土地(亩)', 'land in use, mu'),
('*', 'free_mu', '剩余土地(亩)', 'land left, mu'),
('*', 'suppliers_in_reach', '半径内供应商数', 'suppliers within the distance'),
('*', 'supplier_access', '供应商可达性:按距离衰减求和', 'suppliers weighted by exp(-distance / reach)'),
('*', 'reasons', '理由', 'reasons'),
('*', 'unmet_need', '未覆盖企业数', 'enterprises not served')) v(relation, name, zh, en)
WHERE NOT EXISTS (SELECT 1 FROM industry.registry_column c WHERE c.relation = v.relation AND c.name = v.name);
