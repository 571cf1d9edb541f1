"""Mistakes in the rules about people that the second calculation has to notice: model, old and new words."""

PATTERN, CANDIDATES, TEAMS = "core.pattern_conditions", "core.reward_candidates", "marts.team_candidates"
HEADS, WORK, ASPECTS = "core.unit_heads", "core.work_results", "marts.work_result_aspects"
NUMBERS, LINKS, TURNS = "core.work_numbers", "core.cascade_links", "core.appraisal_turns"
PERIODS, POSTS = "core.employee_periods", "core.people_posts"

PEOPLE = (
    # the pattern of a unit's predicate, in people
    (PATTERN, "cast(ceil(cast(patterns.min_pct", "cast(floor(cast(patterns.min_pct"),
    (PATTERN, "cast(floor(cast(patterns.max_pct", "cast(ceil(cast(patterns.max_pct"),
    (
        PATTERN,
        "greatest(coalesce(least_count - people_count, 0), 0)",
        "greatest(coalesce(people_count - least_count, 0), 0)",
    ),
    (PATTERN, "calendar.end_date >= patterns.valid_from", "true"),
    (PATTERN, "left join counts on predicates", "inner join counts on predicates"),
    (PATTERN, "+ patterns.has_poor * coalesce(counts.poor_count, 0)", "+ 0"),
    ("core.distribution_patterns", "when summed.rated_count >= cast", "when summed.rated_count > cast"),
    # awards and coaching
    (CANDIDATES, "year * count(*) over (partition by period_type, year)", "0"),
    (CANDIDATES, "where streak_count >= span_count", "where streak_count > span_count"),
    (CANDIDATES, "where streak_count >= span_count", "where streak_count = span_count"),
    (CANDIDATES, "rated.predicate = 'poor' and rules.has_poor = 1", "rated.predicate = 'good' and rules.has_poor = 1"),
    (CANDIDATES, "numbered.end_date >= rules.valid_from", "true"),
    (CANDIDATES, "partition by reward_rule_id, nip, run order", "partition by reward_rule_id, nip order"),
    (
        "marts.reward_candidates",
        "candidates.start_date <= awards.award_date",
        "candidates.start_date < awards.award_date",
    ),
    (
        "marts.reward_candidates",
        "candidates.start_date <= awards.award_date",
        "candidates.end_date <= awards.award_date",
    ),
    ("marts.reward_candidates", "and rules.action = awards.action", ""),
    ("marts.reward_candidates", "min(awards.award_date)", "max(awards.award_date)"),
    # teams
    (
        TEAMS,
        "unit_periods.iku_score_pct * 100 + 0.50000001) as bigint) >= rules",
        "unit_periods.iku_score_pct * 100) as bigint) >= rules",
    ),
    (TEAMS, "+ 0.50000001) as bigint) >= rules.min_score_e2", "+ 0.50000001) as bigint) > rules.min_score_e2"),
    (TEAMS, "weight_covered_pct * 100 + 0.50000001", "weight_covered_pct * 100"),
    (
        TEAMS,
        ">= rules.min_rated_pct * appraisal_periods.employee_count",
        "> rules.min_rated_pct * appraisal_periods.employee_count",
    ),
    (TEAMS, "'excellent' and rules.has_excellent = 1", "'excellent' and rules.has_good = 0"),
    (TEAMS, "held.is_coverage_met and", ""),
    (TEAMS, "held.start_date <= awards.award_date", "held.start_date < awards.award_date"),
    (TEAMS, "and held.action = awards.action", ""),
    # heads
    (HEADS, "having count(distinct nip) = 1", "having count(*) = 1"),
    (HEADS, "order by posts.tier_level desc", "order by posts.tier_level asc"),
    (HEADS, "ranked.place = 1 and ranked.assignment_order = 1", "ranked.place = 1"),
    (HEADS, "    where place = 1 and assignment_order = 1\n", "    where place = 1\n"),
    (HEADS, "job_group = 'structural' and", ""),
    (
        HEADS,
        "calendar.end_date between posts.start_date and posts.end_date",
        "calendar.start_date between posts.start_date and posts.end_date",
    ),
    (HEADS, "ranked.end_date >= ratings.valid_from", "true"),
    (
        "marts.head_appraisals",
        "heads.nip = employee_periods.nip and heads.period = employee_periods.period",
        "heads.nip = employee_periods.nip",
    ),
    ("marts.head_appraisals", "employee_periods.result_rating = heads", "employee_periods.behaviour_rating = heads"),
    # work results and their texts
    (
        WORK,
        "least(\n            greatest(numbers.actual, numbers.lower_target)",
        "greatest(\n            greatest(numbers.actual, numbers.lower_target)",
    ),
    (WORK, "when upper_target < lower_target then 'no_target'", "when false then ''"),
    (WORK, "when compared_target < 0 and", "when compared_target < -9 and"),
    (WORK, "(2 * compared_target - actual)", "(3 * compared_target - actual)"),
    (WORK, "'%|persen'", "'%'"),
    (WORK, "achievement_pct * 100 + 0.50000001", "achievement_pct * 100"),
    (WORK, "when actual_text is null then 'no_data'", "when false then ''"),
    (NUMBERS, "when scale_text in ('ribu', 'rb') then 1e3", "when scale_text in ('ribu', 'rb') then 1e6"),
    (NUMBERS, ") < 1000 as is_other_scale", ") < 0 as is_other_scale"),
    (NUMBERS, "|maret|mar|april", "|april"),
    (NUMBERS, "then replace(replace(first_text, '.', ''), ',', '.')", "then replace(first_text, ',', '.')"),
    (NUMBERS, "|desember|des)", "|des)"),
    (ASPECTS, "achievement_e2 >= 10000", "achievement_e2 > 10000"),
    (ASPECTS, "count(distinct work_results.nip)", "count(work_results.nip)"),
    (ASPECTS, "reason <> 'no_data' then 1", "reason = 'no_number' then 1"),
    (
        ASPECTS,
        "when summed.person_count >= summed.min_people_count then summed.met_count",
        "when summed.person_count > summed.min_people_count then summed.met_count",
    ),
    (
        ASPECTS,
        "when summed.judged_count = 0 then 'nothing_to_judge'",
        "when summed.met_count = 0 then 'nothing_to_judge'",
    ),
    # the tree of performance
    (LINKS, "and children.year = iku.year", ""),
    (LINKS, "and children.root_id = iku.root_id", ""),
    (
        LINKS,
        "order by is_parent desc, coalesce(distance, 1000) asc",
        "order by is_parent desc, coalesce(distance, 1000) desc",
    ),
    (LINKS, "or coalesce(closure.distance, 0) > 0", "or true"),
    (LINKS, "or children.child_id <> iku.iku_id", ""),
    (LINKS, "link_type = 'goal_iku' and is_public)", "link_type = 'goal_iku')"),
    (LINKS, "false as is_public", "true as is_public"),
    ("core.iku_years", "filled_count desc,", "filled_count asc,"),
    # whose turn it is
    (TURNS, "where assignment_order = 1 and superior_nip <> nip", "where superior_nip <> nip"),
    (TURNS, "and superior_nip <> nip", ""),
    (TURNS, "arg_max(posts.superior_nip", "arg_min(posts.superior_nip"),
    (TURNS, "and unrated.unit_id = posts.unit_id", ""),
    (
        TURNS,
        "unrated.nip = appraisals.nip and unrated.end_date > appraisals.end_date",
        "unrated.nip = appraisals.nip and unrated.end_date >= appraisals.end_date",
    ),
    (TURNS, "from unrated\n    inner join appraisals on", "from unrated\n    inner join raters as appraisals on"),
    (TURNS, "and unrated.root_id = raters.root_id and", "and"),
    (TURNS, "and coalesce(rater_nip, '') <> nip", ""),
    (
        TURNS,
        "order by raters.end_date desc, raters.period_order desc",
        "order by raters.end_date desc, raters.period_order asc",
    ),
    (TURNS, "count(distinct nip) as rated_count", "count(*) as rated_count"),
    (TURNS, "and unrated.employee_id <> of_units.rater_id", ""),
    (
        TURNS,
        "order by of_units.end_date desc, of_units.rated_count desc",
        "order by of_units.rated_count desc, of_units.end_date desc",
    ),
    (
        "core.plan_coverage",
        "planned_count * 2 >= employee_count",
        "planned_count * 2 > employee_count",
        "test_appraisal_marts.py::test_half_the_people_with_a_plan_are_most",
    ),
    ("marts.appraisal_gaps", "and not employee_periods.has_plan", ""),
    # everyone in a period
    (PERIODS, "appraisals.end_date >= matrix.valid_from", "true"),
    (PERIODS, "coalesce(predicate <> predicate_by_matrix, false)", "coalesce(predicate = predicate_by_matrix, false)"),
    (PERIODS, "appraisals.result_rating = matrix.result_rating", "appraisals.result_rating = matrix.behaviour_rating"),
    ("core.roster", "posts.start_date desc", "posts.start_date asc"),
    ("core.roster", "where assignment_order = 1", ""),
    (POSTS, "then posts.start_date end desc nulls last", "then posts.start_date end asc nulls last"),
    (POSTS, "then 0 else 1 end asc", "then 1 else 0 end asc"),
    (
        POSTS,
        "case when posts.start_date <= calendar.end_date then posts.start_date end desc nulls last",
        "posts.start_date desc",
    ),
)
