-- query: rule_verdicts
-- title: Every rule, with what it found
-- source: the report
-- caption: Rules, worst first
-- column: severity | Severity | severity
-- column: title | Rule
-- column: rule | Name | code
-- column: findings | Findings | count
-- column: verdict | Verdict
-- column: not_run_for | Not run for
--
-- A rule that was not run is not clean; the last column says for what.
select
    r.severity,
    r.title,
    r.rule,
    r.findings,
    concat_ws(': ', r.verdict, r.reason) as verdict,
    coalesce(
        (
            select
                string_agg(
                    distinct coalesce(
                        n.project,
                        n.entity || ' (' || split_part(n.reason, ': ', 2) || ')'
                    ),
                    ', '
                    order by
                        coalesce(
                            n.project,
                            n.entity || ' (' || split_part(n.reason, ': ', 2) || ')'
                        )
                )
            from result.not_run n
            where n.rule = r.rule
        ),
        ''
    ) as not_run_for
from result.rule r
order by
    case r.severity when 'error' then 1 when 'warning' then 2 else 3 end,
    r.findings desc,
    r.rule
