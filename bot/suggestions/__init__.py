"""A team's own say about questions: what members propose or report, and what managers decide."""
