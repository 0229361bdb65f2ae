-- Grain records, in the shape that the Orleans ADO.NET provider asks for by its stored queries.
--
-- The primary key is over what identifies a record: service, state name and grain key. A grain's first write is an
-- insert that loses quietly against another's, so that of two activations one gets a conflict and never both a success.
--
-- Rows are rewritten all the time and their key never changes. Room on each page lets the new version stand beside the
-- old one without touching the index (a heap-only update), and vacuum comes often enough to keep that room free.
CREATE TABLE GrainRecord (
    ServiceId text        COLLATE "C" NOT NULL,
    StateName text        COLLATE "C" NOT NULL,
    KeyN0     bigint      NOT NULL,
    KeyN1     bigint      NOT NULL,
    KeyText   text        COLLATE "C" NOT NULL,
    Payload   bytea,
    Version   integer     NOT NULL,
    ChangedAt timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (StateName, KeyN0, KeyN1, KeyText, ServiceId)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 1);

CREATE TABLE OrleansQuery (
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $sql$
SELECT Payload AS PayloadBinary, Version FROM GrainRecord
WHERE ServiceId = @ServiceId AND StateName = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString::text, '')
$sql$),

-- One statement: a first write inserts unless the row is there; a later one updates unless the version has moved on.
-- No row comes back for the loser, which the provider reports as a conflict.
('WriteToStorageKey', $sql$
INSERT INTO GrainRecord AS stored (ServiceId, StateName, KeyN0, KeyN1, KeyText, Payload, Version)
SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''), @PayloadBinary, 1
WHERE @GrainStateVersion::integer IS NULL OR EXISTS (
    SELECT 1 FROM GrainRecord
    WHERE ServiceId = @ServiceId AND StateName = @GrainTypeString
      AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString::text, ''))
ON CONFLICT (StateName, KeyN0, KeyN1, KeyText, ServiceId) DO UPDATE
SET Payload = excluded.Payload, Version = stored.Version + 1, ChangedAt = now()
WHERE stored.Version = @GrainStateVersion::integer
RETURNING Version AS NewGrainStateVersion
$sql$),

-- The row stays, without its payload: a version that began again at 1 could be mistaken for an older 1.
('ClearStorageKey', $sql$
UPDATE GrainRecord SET Payload = NULL, Version = Version + 1, ChangedAt = now()
WHERE ServiceId = @ServiceId AND StateName = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString::text, '')
  AND Version = @GrainStateVersion::integer
RETURNING Version AS NewGrainStateVersion
$sql$);
