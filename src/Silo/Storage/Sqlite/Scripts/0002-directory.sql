-- What can be asked about members, derived from their records by the statement that stores them (docs/adr/0003): no
-- second write, nothing to catch up with after a crash. The JSON paths are property names of the stored records.
CREATE TABLE MemberEntry (
    ServiceId TEXT    NOT NULL,
    KeyN0     INTEGER NOT NULL,
    KeyN1     INTEGER NOT NULL,
    MemberId  TEXT    NOT NULL,
    Status    TEXT    NOT NULL,
    LoginKey  TEXT    NOT NULL,
    Email     TEXT    NOT NULL,
    CreatedAt TEXT    NOT NULL,
    Due       TEXT,
    -- Which pepper the password was hashed with: a start without it is refused.
    PasswordKey TEXT,
    PRIMARY KEY (ServiceId, KeyN0, KeyN1)
) STRICT, WITHOUT ROWID;

CREATE INDEX MemberEntryByCreation ON MemberEntry (ServiceId, CreatedAt, MemberId);
CREATE INDEX MemberEntryByStatus ON MemberEntry (ServiceId, Status, CreatedAt, MemberId);
CREATE INDEX MemberEntryByEmail ON MemberEntry (ServiceId, Email);
CREATE INDEX MemberEntryByPasswordKey ON MemberEntry (PasswordKey);
CREATE INDEX MemberEntryByDue ON MemberEntry (ServiceId, Due) WHERE Due IS NOT NULL;

-- Which member holds an address, from the records of the login index. A member is listed under an address only when
-- both sides name each other, which is also what a login needs.
CREATE TABLE AddressHolder (
    ServiceId TEXT NOT NULL,
    LoginKey  TEXT NOT NULL,
    MemberId  TEXT NOT NULL,
    PRIMARY KEY (ServiceId, LoginKey)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER MemberRecordInserted AFTER INSERT ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    INSERT INTO MemberEntry
    SELECT new.ServiceId, new.KeyN0, new.KeyN1, json ->> '$.id', json ->> '$.status', json ->> '$.login.key',
           json ->> '$.login.canonical', json ->> '$.createdAt', json ->> '$.due', json ->> '$.password.key'
    FROM (SELECT CAST(new.Payload AS TEXT) AS json) WHERE json ->> '$.login.key' IS NOT NULL;
END;

CREATE TRIGGER MemberRecordUpdated AFTER UPDATE ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    DELETE FROM MemberEntry WHERE ServiceId = new.ServiceId AND KeyN0 = new.KeyN0 AND KeyN1 = new.KeyN1;
    INSERT INTO MemberEntry
    SELECT new.ServiceId, new.KeyN0, new.KeyN1, json ->> '$.id', json ->> '$.status', json ->> '$.login.key',
           json ->> '$.login.canonical', json ->> '$.createdAt', json ->> '$.due', json ->> '$.password.key'
    FROM (SELECT CAST(new.Payload AS TEXT) AS json) WHERE json ->> '$.login.key' IS NOT NULL;
END;

CREATE TRIGGER ClaimRecordInserted AFTER INSERT ON GrainRecord WHEN new.StateName = 'login-index'
BEGIN
    INSERT INTO AddressHolder
    SELECT new.ServiceId, new.KeyText, json ->> '$.memberId'
    FROM (SELECT CAST(new.Payload AS TEXT) AS json) WHERE json ->> '$.state' = 'held';
END;

CREATE TRIGGER ClaimRecordUpdated AFTER UPDATE ON GrainRecord WHEN new.StateName = 'login-index'
BEGIN
    DELETE FROM AddressHolder WHERE ServiceId = new.ServiceId AND LoginKey = new.KeyText;
    INSERT INTO AddressHolder
    SELECT new.ServiceId, new.KeyText, json ->> '$.memberId'
    FROM (SELECT CAST(new.Payload AS TEXT) AS json) WHERE json ->> '$.state' = 'held';
END;
