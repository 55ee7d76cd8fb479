-- The ready-made views of an archive; docs/archive.md says what each is for.

-- Two ways of writing a document's number become one.
CREATE MACRO fold_number(number) AS
    lower(regexp_replace(regexp_replace(number, '\s+', '', 'g'), '[‐‑–—]', '-', 'g'));

-- A name in lower case without diacritics.
CREATE MACRO fold_name(name) AS strip_accents(replace(lower(name), 'đ', 'd'));

CREATE VIEW plan_measures AS
SELECT p.plan_id, p.file, p.name, p.number, p.issuer, p.issuer_level, p.province, p.current_province, p.year,
       p.implements, m.statement, m.list, m.position, m.comparator, m.low, m.high, m.unit, m.direction, m.subject,
       m.per, m.every, m."of", m.deadline, m.quote, s.text, s.section, s.section_title, s."lead", s.support, m.page,
       coalesce(m.implied, false) AS implied
FROM measures m
JOIN statements s USING (plan_id, statement, list)
JOIN plans p USING (plan_id);

-- Every measure of a target by what is counted, in which unit: how many plans state it, and what they state.
CREATE VIEW national_matrix AS
SELECT lower(subject) AS subject, lower(unit) AS unit, direction, deadline, count(DISTINCT plan_id) AS plans,
       min(low) AS lowest, median(low) AS middle, max(high) AS highest,
       arg_min(coalesce(province, issuer, name), low) AS lowest_in,
       arg_max(coalesce(province, issuer, name), high) AS highest_in,
       list_sort(list(DISTINCT coalesce(province, issuer, name))) AS stated_in
FROM plan_measures
WHERE list = 'targets' AND subject IS NOT NULL AND NOT implied
GROUP BY ALL
ORDER BY plans DESC, subject, unit, direction, deadline;

-- What each body has to do over all plans, by its key.
CREATE VIEW agency_workload AS
SELECT key AS agency, any_value(successor) AS successor, any_value(level) AS level,
       count(DISTINCT plan_id) AS plans,
       count(*) FILTER (role IN ('lead', 'doer')) AS leads,
       count(*) FILTER (role IN ('support', 'partner')) AS supports,
       count(*) FILTER (role = 'responsible') AS milestones,
       count(*) FILTER (role = 'recipient') AS reports_received
FROM agencies
WHERE role <> 'issuer'
GROUP BY key
ORDER BY leads + supports DESC, agency;

-- Plans without a target, or with targets of which none has a figure.
CREATE VIEW missing_targets AS
SELECT p.plan_id, p.file, p.number, p.issuer, p.province, p.year, p.title, p.implements, p.targets,
       count(s.statement) FILTER (s.kind = 'quantitative') AS with_figures
FROM plans p LEFT JOIN statements s ON s.plan_id = p.plan_id AND s.list = 'targets'
GROUP BY ALL
HAVING with_figures = 0
ORDER BY p.file;

-- Reports, reviews and deadlines with a date or a period, in the order of time.
CREATE VIEW reports_due AS
SELECT m.date, m.every, m.kind, m.text, m.responsible, m.recipient, p.number, p.issuer, p.province, p.year,
       p.plan_id, p.file, m.position, m.page
FROM milestones m JOIN plans p USING (plan_id)
WHERE m.date IS NOT NULL OR m.every IS NOT NULL
ORDER BY m.date NULLS LAST, m.every, p.file, m.position;

-- What the parser doubts, and in how many plans.
CREATE VIEW doubts AS
SELECT code, count(*) AS times, count(DISTINCT plan_id) AS plans, any_value(message) AS example,
       any_value(plan_id) AS example_plan
FROM issues
GROUP BY code
ORDER BY times DESC, code;
