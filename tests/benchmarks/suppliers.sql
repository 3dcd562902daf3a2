-- A register of many suppliers, as dense as the sample cases: a name that sorts unlike its id,
-- evidence, a group for one in five; one in five names where it works, one place or two, and the
-- shares of those are figures with a source.

-- The rows are right as they are written; foreign keys need not be looked up one by one.
SET session_replication_role = replica;

INSERT INTO assessments_source (
  id, organization_id, version, note, created_at, created_by_id, updated_at, updated_by_id,
  external_id, title, publisher, site, url, date_text, date, grade, print, is_retired)
SELECT md5('source ' || i)::uuid, %(organization)s, 1, '', now(), %(author)s, now(), %(author)s,
  'S' || i, 'Annual report ' || i, 'The company', '', '', '2025-12-31', '2025-12-31', 'B',
  'REPORTED', false
FROM generate_series(1, 200) i;

INSERT INTO assessments_supplier (
  id, organization_id, version, note, created_at, created_by_id, updated_at, updated_by_id,
  external_id, source_id, basis, grade, as_of, name, legal_name, lei, country, parent_id,
  is_internal)
SELECT md5('supplier ' || i)::uuid, %(organization)s, 1, '', now(), %(author)s,
  timestamptz '2025-01-01' + i * interval '1 second', %(author)s,
  'supplier-' || lpad(i::text, 7, '0'),
  md5('source ' || 1 + i %% 200)::uuid, 'PUBLIC', 'B', '2025-12-31',
  initcap(left(md5('name ' || i), 7)) || ' Components', 'Components Limited', '',
  (ARRAY['KR', 'JP', 'TW', 'US', 'DE', 'CN', 'NL', 'IE'])[1 + i %% 8],
  CASE WHEN i %% 5 = 1 AND i > 100 THEN md5('supplier ' || (i %% 100 + 1))::uuid END, false
FROM generate_series(1, %(n)s) i;

INSERT INTO assessments_figure (
  id, organization_id, noun, external_id, field, kind, state, low, likely, high, is_midpoint,
  date, unit, currency, basis, grade, as_of, source_id, note, created_at, created_by_id)
SELECT md5('share ' || i || place)::uuid, %(organization)s, 'locations',
  'supplier-' || lpad(i::text, 7, '0') || '.' || place, 'share', 'SHARE', 'KNOWN', NULL,
  CASE place WHEN 'VN' THEN 0.6 ELSE 0.4 END, NULL, false, '', '', '', 'PUBLIC', 'B',
  '2025-12-31', md5('source ' || 1 + i %% 200)::uuid, '', now(),
  %(author)s
FROM generate_series(5, %(n)s, 5) i, (VALUES ('VN'), ('MY')) places (place)
WHERE place = 'VN' OR i %% 10 = 0;

INSERT INTO assessments_supplierlocation (
  id, organization_id, position, supplier_id, country, share_id)
SELECT gen_random_uuid(), %(organization)s, row_number, md5('supplier ' || i)::uuid, place,
  md5('share ' || i || place)::uuid
FROM generate_series(5, %(n)s, 5) i, (VALUES ('VN', 0), ('MY', 1)) places (place, row_number)
WHERE place = 'VN' OR i %% 10 = 0;

-- As autovacuum leaves it some minutes later.
VACUUM ANALYZE
