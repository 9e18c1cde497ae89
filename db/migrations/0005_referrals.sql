-- A message may carry an appointment as an iCalendar file (F62); the development mailbox shows it.
ALTER TABLE mailbox ADD COLUMN calendar TEXT;
