-- Grain records, in the shape that the Orleans ADO.NET provider asks for by its stored queries.
--
-- The primary key is over what identifies a record: service, state name and grain key. A grain's first write is an
-- insert that loses quietly against another's, so that of two activations one gets a conflict and never both a success.
CREATE TABLE GrainRecord (
    ServiceId TEXT    NOT NULL,
    StateName TEXT    NOT NULL,
    KeyN0     INTEGER NOT NULL,
    KeyN1     INTEGER NOT NULL,
    KeyText   TEXT    NOT NULL,
    Payload   BLOB,
    Version   INTEGER NOT NULL,
    ChangedAt TEXT    NOT NULL,
    PRIMARY KEY (ServiceId, StateName, KeyN0, KeyN1, KeyText)
) STRICT;

CREATE TABLE OrleansQuery (
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
) STRICT;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey',
 'SELECT Payload AS PayloadBinary, Version FROM GrainRecord
  WHERE ServiceId = @ServiceId AND StateName = @GrainTypeString
    AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString, '''')'),

-- One statement: a first write inserts unless the row is there; a later one updates unless the version has moved on.
-- No row comes back for the loser, which the provider reports as a conflict.
('WriteToStorageKey',
 'INSERT INTO GrainRecord (ServiceId, StateName, KeyN0, KeyN1, KeyText, Payload, Version, ChangedAt)
  SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, 1, strftime(''%FT%R:%fZ'')
  WHERE @GrainStateVersion IS NULL OR EXISTS (
    SELECT 1 FROM GrainRecord
    WHERE ServiceId = @ServiceId AND StateName = @GrainTypeString
      AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString, ''''))
  ON CONFLICT (ServiceId, StateName, KeyN0, KeyN1, KeyText) DO UPDATE
  SET Payload = excluded.Payload, Version = Version + 1, ChangedAt = excluded.ChangedAt
  WHERE Version = @GrainStateVersion
  RETURNING Version AS NewGrainStateVersion'),

-- The row stays, without its payload: a version that began again at 1 could be mistaken for an older 1.
('ClearStorageKey',
 'UPDATE GrainRecord SET Payload = NULL, Version = Version + 1, ChangedAt = strftime(''%FT%R:%fZ'')
  WHERE ServiceId = @ServiceId AND StateName = @GrainTypeString
    AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString, '''')
    AND Version = @GrainStateVersion
  RETURNING Version AS NewGrainStateVersion');
