"""What was asked, for figures and review: one record per turn, kept for 30 days.

- `Turn` (turns.py) is what is known of a turn. The website channel makes one and hands it to
  whoever wants to know (`WebsiteChannel(on_turn=…)`): `Statistics.record` is one, metrics may be another.
- `Statistics` (statistics.py) writes, cuts and removes: `record`, `judged`, `flush`, `cut`,
  `delete_conversation`, `of_conversation`, `purge`.
- `Figures` (figures.py) reads what is about no single person.

A question is stored masked; of a crisis message neither text nor hash. Which conversation a turn belonged
to is forgotten with the session, after an idle hour; its time is then rounded to the hour, and of a
question that was answered well the text is forgotten too.
"""
