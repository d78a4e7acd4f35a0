-- The stream writes both tables itself: the newest values at once, the log once a second. As a view of the log every
-- small insert became two, on the one path where freshness is measured.
drop view if exists mart.latest_readings_mv;
