-- Who owns an address is decided here (docs/adr/0002). A member's record names the addresses of the member; the statement that
-- stores the record keeps OwnedAddress in step, and its primary key makes the whole statement fail when another member owns one.
-- Before, an address had a record of its own (state 'login-index') and three to five commits kept the two in step.
DROP TRIGGER MemberRecordInserted;
DROP TRIGGER MemberRecordUpdated;
DROP TRIGGER ClaimRecordInserted;
DROP TRIGGER ClaimRecordUpdated;
DROP TABLE AddressHolder;

CREATE TEMPORARY TABLE FormerOwner AS
SELECT ServiceId, KeyText AS LoginKey, json ->> '$.memberId' AS MemberId, json ->> '$.operation' AS Operation
FROM (SELECT ServiceId, KeyText, CAST(Payload AS TEXT) AS json FROM GrainRecord WHERE StateName = 'login-index')
WHERE json ->> '$.memberId' IS NOT NULL;

-- A registration that died half-way counts if its claim still stands: nobody else could have the address. Otherwise there is no
-- member, as if its caller had never called; it was never answered.
UPDATE GrainRecord SET Payload = NULL, Version = Version + 1
WHERE StateName = 'member' AND CAST(Payload AS TEXT) ->> '$.joiningSince' IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM FormerOwner o
    WHERE o.ServiceId = GrainRecord.ServiceId AND o.LoginKey = CAST(Payload AS TEXT) ->> '$.login.key'
      AND o.MemberId = CAST(Payload AS TEXT) ->> '$.id' AND o.Operation = CAST(Payload AS TEXT) ->> '$.login.operation');

-- The flat record becomes slices. A change of address that died half-way has not happened; it was never answered. An address that
-- was set aside stays reserved if its claim still stands.
UPDATE GrainRecord SET Version = Version + 1, Payload = (
    SELECT CAST(json_set(
        json_remove(record, '$.login', '$.emailVerified', '$.setAside', '$.contact', '$.privacy', '$.contactId', '$.password',
            '$.passwordVersion', '$.devices', '$.joiningSince', '$.moving', '$.leaving', '$.signup'),
        '$.schema', 2,
        '$.profile', json_object(
            'contact', coalesce(record -> '$.contact', json('{}')),
            'privacy', coalesce(record ->> '$.privacy', 'private'),
            'contactId', coalesce(record ->> '$.contactId', '00000000-0000-0000-0000-000000000000')),
        '$.addresses', json_object(
            'login', json_remove(record -> '$.login', '$.operation'),
            'verified', coalesce(record -> '$.emailVerified', json('false')),
            'reserved', (
                SELECT json_group_array(json_remove(a.value, '$.login.operation') ORDER BY a.key)
                FROM json_each(record, '$.setAside') a
                JOIN FormerOwner o ON o.ServiceId = GrainRecord.ServiceId
                  AND o.LoginKey = a.value ->> '$.login.key' AND o.MemberId = record ->> '$.id'
                WHERE a.value ->> '$.login.key' <> record ->> '$.login.key')),
        '$.credentials', json_object(
            'password', record -> '$.password',
            'version', coalesce(record ->> '$.passwordVersion', 0),
            'devices', coalesce(record -> '$.devices', json('[]'))),
        '$.pending', record -> '$.signup') AS BLOB)
    FROM (SELECT CAST(Payload AS TEXT) AS record))
WHERE StateName = 'member' AND Payload IS NOT NULL;

DROP TABLE FormerOwner;
DELETE FROM GrainRecord WHERE StateName = 'login-index';

CREATE TABLE OwnedAddress (
    ServiceId TEXT    NOT NULL,
    LoginKey  TEXT    NOT NULL,
    KeyN0     INTEGER NOT NULL,
    KeyN1     INTEGER NOT NULL,
    PRIMARY KEY (ServiceId, LoginKey)
) STRICT, WITHOUT ROWID;

CREATE INDEX OwnedAddressByMember ON OwnedAddress (ServiceId, KeyN0, KeyN1);

-- A record without a login address has an entry too while something in it is due: a registration that waits for its code. It owns
-- no address, and is never listed.
CREATE VIEW DerivedMember AS
SELECT ServiceId, KeyN0, KeyN1, json ->> '$.id' AS MemberId, json ->> '$.status' AS Status,
    coalesce(json ->> '$.addresses.login.key', '') AS LoginKey, coalesce(json ->> '$.addresses.login.canonical', '') AS Email,
    json ->> '$.createdAt' AS CreatedAt, json ->> '$.due' AS Due,
    coalesce(json ->> '$.credentials.password.key', json ->> '$.pending.password.key') AS PasswordKey
FROM (SELECT ServiceId, KeyN0, KeyN1, CAST(Payload AS TEXT) AS json FROM GrainRecord WHERE StateName = 'member')
WHERE json ->> '$.addresses.login.key' IS NOT NULL OR json ->> '$.due' IS NOT NULL;

CREATE VIEW DerivedAddress AS
SELECT r.ServiceId, r.KeyN0, r.KeyN1, CAST(r.Payload AS TEXT) ->> '$.addresses.login.key' AS LoginKey
FROM GrainRecord r WHERE r.StateName = 'member' AND CAST(r.Payload AS TEXT) ->> '$.addresses.login.key' IS NOT NULL
UNION
SELECT r.ServiceId, r.KeyN0, r.KeyN1, reserved.value ->> '$.login.key'
FROM GrainRecord r, json_each(CAST(r.Payload AS TEXT), '$.addresses.reserved') reserved WHERE r.StateName = 'member';

CREATE TRIGGER MemberRecordInserted AFTER INSERT ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    INSERT INTO MemberEntry SELECT * FROM DerivedMember d WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1;
    INSERT INTO OwnedAddress (ServiceId, KeyN0, KeyN1, LoginKey)
    SELECT * FROM DerivedAddress d WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1;
END;

-- An entry is touched only when something in it has changed: most writes of a member change none of it.
CREATE TRIGGER MemberRecordUpdated AFTER UPDATE ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    DELETE FROM MemberEntry WHERE ServiceId = new.ServiceId AND KeyN0 = new.KeyN0 AND KeyN1 = new.KeyN1
      AND NOT EXISTS (
        SELECT 1 FROM DerivedMember d WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1);
    INSERT INTO MemberEntry SELECT * FROM DerivedMember d
    WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1
    ON CONFLICT DO UPDATE SET
        (MemberId, Status, LoginKey, Email, CreatedAt, Due, PasswordKey) =
        (excluded.MemberId, excluded.Status, excluded.LoginKey, excluded.Email, excluded.CreatedAt, excluded.Due, excluded.PasswordKey)
    WHERE (MemberId, Status, LoginKey, Email, CreatedAt, Due, PasswordKey) IS NOT
        (excluded.MemberId, excluded.Status, excluded.LoginKey, excluded.Email, excluded.CreatedAt, excluded.Due, excluded.PasswordKey);

    DELETE FROM OwnedAddress WHERE ServiceId = new.ServiceId AND KeyN0 = new.KeyN0 AND KeyN1 = new.KeyN1
      AND LoginKey NOT IN (
        SELECT d.LoginKey FROM DerivedAddress d
        WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1);
    INSERT INTO OwnedAddress (ServiceId, KeyN0, KeyN1, LoginKey)
    SELECT * FROM DerivedAddress d WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1
      AND NOT EXISTS (
        SELECT 1 FROM OwnedAddress o
        WHERE o.ServiceId = d.ServiceId AND o.LoginKey = d.LoginKey AND o.KeyN0 = d.KeyN0 AND o.KeyN1 = d.KeyN1);
END;

-- Records that were there before.
DELETE FROM MemberEntry;
INSERT INTO MemberEntry SELECT * FROM DerivedMember;
INSERT INTO OwnedAddress (ServiceId, KeyN0, KeyN1, LoginKey) SELECT * FROM DerivedAddress;
