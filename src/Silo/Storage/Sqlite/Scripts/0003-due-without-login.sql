-- A record without a login address has an entry too while something in it is due: a registration that waits for its code,
-- and the address of a deleted member that is not free yet. Nobody holds the address '', so neither is ever listed.
DROP TRIGGER MemberRecordInserted;
DROP TRIGGER MemberRecordUpdated;

CREATE TRIGGER MemberRecordInserted AFTER INSERT ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    INSERT INTO MemberEntry
    SELECT new.ServiceId, new.KeyN0, new.KeyN1, json ->> '$.id', json ->> '$.status', coalesce(json ->> '$.login.key', ''),
           coalesce(json ->> '$.login.canonical', ''), json ->> '$.createdAt', json ->> '$.due', coalesce(json ->> '$.password.key', json ->> '$.signup.password.key')
    FROM (SELECT CAST(new.Payload AS TEXT) AS json) WHERE json ->> '$.login.key' IS NOT NULL OR json ->> '$.due' IS NOT NULL;
END;

CREATE TRIGGER MemberRecordUpdated AFTER UPDATE ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    DELETE FROM MemberEntry WHERE ServiceId = new.ServiceId AND KeyN0 = new.KeyN0 AND KeyN1 = new.KeyN1;
    INSERT INTO MemberEntry
    SELECT new.ServiceId, new.KeyN0, new.KeyN1, json ->> '$.id', json ->> '$.status', coalesce(json ->> '$.login.key', ''),
           coalesce(json ->> '$.login.canonical', ''), json ->> '$.createdAt', json ->> '$.due', coalesce(json ->> '$.password.key', json ->> '$.signup.password.key')
    FROM (SELECT CAST(new.Payload AS TEXT) AS json) WHERE json ->> '$.login.key' IS NOT NULL OR json ->> '$.due' IS NOT NULL;
END;
