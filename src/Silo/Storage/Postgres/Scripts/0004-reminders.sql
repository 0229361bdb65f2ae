-- Reminders, in the shape that the Orleans ADO.NET reminder provider asks for.
CREATE TABLE Reminder (
    ServiceId    text           COLLATE "C" NOT NULL,
    GrainId      text           COLLATE "C" NOT NULL,
    ReminderName text           COLLATE "C" NOT NULL,
    StartTime    timestamptz(3) NOT NULL,
    Period       bigint         NOT NULL,
    GrainHash    integer        NOT NULL,
    Version      integer        NOT NULL,
    PRIMARY KEY (ServiceId, GrainId, ReminderName)
) WITH (fillfactor = 70);

CREATE INDEX ReminderByHash ON Reminder (ServiceId, GrainHash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadReminderRowsKey', $sql$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM Reminder WHERE ServiceId = @ServiceId AND GrainId = @GrainId
$sql$),

('ReadReminderRowKey', $sql$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM Reminder
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName
$sql$),

-- A silo's share of the hashes is (begin, end]; the second query is for the share that wraps around.
('ReadRangeRows1Key', $sql$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM Reminder
WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash
$sql$),

('ReadRangeRows2Key', $sql$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM Reminder
WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)
$sql$),

('UpsertReminderRowKey', $sql$
INSERT INTO Reminder AS r (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE
SET StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash, Version = r.Version + 1
RETURNING Version
$sql$),

('DeleteReminderRowKey', $sql$
WITH gone AS (
    DELETE FROM Reminder WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version
    RETURNING 1
)
SELECT EXISTS (SELECT 1 FROM gone)
$sql$),

('DeleteReminderRowsKey', $sql$
DELETE FROM Reminder WHERE ServiceId = @ServiceId
$sql$);
