-- The queue of applications, derived like MemberEntry by the statement that stores the record (docs/adr/0003): filters, counts and
-- times at which something is due. One row for each member with an application or a block that ends. The columns are PostgreSQL's.
--
-- This script runs at each start. An older version runs on what it leaves, and keeps the rows in step.
CREATE TABLE IF NOT EXISTS AdmissionEntry (
    ServiceId    TEXT    NOT NULL,
    KeyN0        INTEGER NOT NULL,
    KeyN1        INTEGER NOT NULL,
    MemberId     TEXT    NOT NULL,
    Status       TEXT    NOT NULL,
    Number       INTEGER NOT NULL,
    SubmittedAt  TEXT    NOT NULL,
    DecidedAt    TEXT,
    Domain       TEXT    NOT NULL,
    Network      TEXT,
    Rule         TEXT,
    Invitation   TEXT,
    TextsDigest  TEXT,
    Search       TEXT    NOT NULL,
    BlockedUntil TEXT,
    StatusAfter  TEXT,
    PRIMARY KEY (ServiceId, KeyN0, KeyN1)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS AdmissionEntryByStatus ON AdmissionEntry (ServiceId, Status, SubmittedAt, MemberId);
CREATE INDEX IF NOT EXISTS AdmissionEntryWaiting ON AdmissionEntry (ServiceId, SubmittedAt) WHERE Status = 'pending';
CREATE INDEX IF NOT EXISTS AdmissionEntryBySubmission ON AdmissionEntry (ServiceId, SubmittedAt, MemberId);
CREATE INDEX IF NOT EXISTS AdmissionEntryByDecision ON AdmissionEntry (ServiceId, DecidedAt) WHERE DecidedAt IS NOT NULL;
CREATE INDEX IF NOT EXISTS AdmissionEntryByNetwork ON AdmissionEntry (ServiceId, Network, SubmittedAt) WHERE Network IS NOT NULL;
CREATE INDEX IF NOT EXISTS AdmissionEntryByTexts ON AdmissionEntry (ServiceId, TextsDigest, SubmittedAt) WHERE TextsDigest IS NOT NULL;
CREATE INDEX IF NOT EXISTS AdmissionEntryByOrigin ON AdmissionEntry (ServiceId, DecidedAt)
    WHERE DecidedAt IS NOT NULL AND Network IS NOT NULL;
CREATE INDEX IF NOT EXISTS AdmissionEntryByDomain ON AdmissionEntry (ServiceId, Domain, SubmittedAt);
CREATE INDEX IF NOT EXISTS AdmissionEntryByEnd ON AdmissionEntry (ServiceId, BlockedUntil) WHERE BlockedUntil IS NOT NULL;

-- Invitations, by the digest of the code. A use is counted by the statement that stores the application. The count outlives the members.
CREATE TABLE IF NOT EXISTS Invitation (
    ServiceId  TEXT    NOT NULL,
    Id         TEXT    NOT NULL,
    CodeDigest TEXT    NOT NULL,
    Uses       INTEGER NOT NULL,
    Used       INTEGER NOT NULL DEFAULT 0,
    Admits     TEXT    NOT NULL,
    Email      TEXT,
    Note       TEXT,
    ByKind     TEXT    NOT NULL,
    ById       TEXT,
    ByName     TEXT    NOT NULL,
    CreatedAt  TEXT    NOT NULL,
    ExpiresAt  TEXT,
    RevokedAt  TEXT,
    PRIMARY KEY (ServiceId, Id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS InvitationByCode ON Invitation (ServiceId, CodeDigest);
CREATE INDEX IF NOT EXISTS InvitationByCreation ON Invitation (ServiceId, CreatedAt, Id);

DROP TRIGGER IF EXISTS InvitationUsedFirst;
DROP TRIGGER IF EXISTS InvitationUsedLater;
DROP TRIGGER IF EXISTS AdmissionInserted;
DROP TRIGGER IF EXISTS AdmissionUpdated;
DROP VIEW IF EXISTS DerivedAdmission;

-- A PENDING record of a version without applications is number 1. A damaged one is not a reason to refuse to start. Who came with an
-- import has waited here since then, unless somebody at the old site had decided.
CREATE VIEW DerivedAdmission AS
SELECT ServiceId, KeyN0, KeyN1, json ->> '$.id' AS MemberId, json ->> '$.status' AS Status,
    coalesce(newest ->> '$.number', json ->> '$.status' = 'pending') AS Number,
    max(
        coalesce(newest ->> '$.submittedAt', json ->> '$.createdAt'),
        iif(coalesce(newest ->> '$.decision.at', '9') > json ->> '$.import.at', json ->> '$.import.at', '')) AS SubmittedAt,
    newest ->> '$.decision.at' AS DecidedAt,
    substr(email, instr(email, '@') + 1) AS Domain, newest ->> '$.origin.network' AS Network, newest ->> '$.rule' AS Rule,
    newest ->> '$.invitation.id' AS Invitation, newest ->> '$.textsDigest' AS TextsDigest,
    coalesce(newest ->> '$.search', email) AS Search, json ->> '$.suspension.until' AS BlockedUntil,
    json ->> '$.suspension.from' AS StatusAfter
FROM (
    SELECT ServiceId, KeyN0, KeyN1, json, json -> '$.applications[#-1]' AS newest, json ->> '$.addresses.login.canonical' AS email
    FROM (
        SELECT ServiceId, KeyN0, KeyN1, iif(json_valid(CAST(Payload AS TEXT)), CAST(Payload AS TEXT), NULL) AS json
        FROM GrainRecord WHERE StateName = 'member'))
WHERE email IS NOT NULL AND (newest IS NOT NULL OR json ->> '$.status' = 'pending' OR json ->> '$.suspension.until' IS NOT NULL);

CREATE TRIGGER AdmissionInserted AFTER INSERT ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    INSERT INTO AdmissionEntry SELECT * FROM DerivedAdmission d
    WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1;
END;

-- An entry is touched only when something in it has changed: most writes of a member change none of it.
CREATE TRIGGER AdmissionUpdated AFTER UPDATE ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    DELETE FROM AdmissionEntry WHERE ServiceId = new.ServiceId AND KeyN0 = new.KeyN0 AND KeyN1 = new.KeyN1
      AND NOT EXISTS (
        SELECT 1 FROM DerivedAdmission d WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1
          AND (d.MemberId, d.Status, d.Number, d.SubmittedAt, d.DecidedAt, d.Domain, d.Network, d.Rule, d.Invitation, d.TextsDigest,
               d.Search, d.BlockedUntil, d.StatusAfter) IS
              (AdmissionEntry.MemberId, AdmissionEntry.Status, AdmissionEntry.Number, AdmissionEntry.SubmittedAt,
               AdmissionEntry.DecidedAt, AdmissionEntry.Domain, AdmissionEntry.Network, AdmissionEntry.Rule, AdmissionEntry.Invitation,
               AdmissionEntry.TextsDigest, AdmissionEntry.Search, AdmissionEntry.BlockedUntil, AdmissionEntry.StatusAfter));
    INSERT INTO AdmissionEntry SELECT * FROM DerivedAdmission d
    WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1
    ON CONFLICT DO NOTHING;
END;

-- The use of an invitation, by the first application of a record and by each later one.
CREATE TRIGGER InvitationUsedFirst AFTER INSERT ON GrainRecord
WHEN new.StateName = 'member' AND instr(CAST(new.Payload AS TEXT), '"invitation":{') > 0
  AND CAST(new.Payload AS TEXT) ->> '$.applications[#-1].invitation.id' IS NOT NULL
BEGIN
    UPDATE Invitation SET Used = Used + 1
    WHERE ServiceId = new.ServiceId AND Id = CAST(new.Payload AS TEXT) ->> '$.applications[#-1].invitation.id'
      AND Used < Uses AND RevokedAt IS NULL
      AND (ExpiresAt IS NULL OR ExpiresAt > CAST(new.Payload AS TEXT) ->> '$.applications[#-1].submittedAt');
    SELECT RAISE(ABORT, 'invitation-used-up') WHERE changes() = 0;
END;

CREATE TRIGGER InvitationUsedLater AFTER UPDATE ON GrainRecord
WHEN new.StateName = 'member' AND instr(CAST(new.Payload AS TEXT), '"invitation":{') > 0
  AND CAST(new.Payload AS TEXT) ->> '$.applications[#-1].invitation.id' IS NOT NULL
  AND CAST(new.Payload AS TEXT) ->> '$.applications[#-1].number'
    > coalesce(CAST(old.Payload AS TEXT) ->> '$.applications[#-1].number', 0)
BEGIN
    UPDATE Invitation SET Used = Used + 1
    WHERE ServiceId = new.ServiceId AND Id = CAST(new.Payload AS TEXT) ->> '$.applications[#-1].invitation.id'
      AND Used < Uses AND RevokedAt IS NULL
      AND (ExpiresAt IS NULL OR ExpiresAt > CAST(new.Payload AS TEXT) ->> '$.applications[#-1].submittedAt');
    SELECT RAISE(ABORT, 'invitation-used-up') WHERE changes() = 0;
END;

-- Those who waited before there was this table. (CROSS JOIN, so that the records of all others are not read at each start.)
INSERT INTO AdmissionEntry
SELECT d.* FROM MemberEntry m
CROSS JOIN DerivedAdmission d ON d.ServiceId = m.ServiceId AND d.KeyN0 = m.KeyN0 AND d.KeyN1 = m.KeyN1
WHERE m.Status = 'pending' AND m.LoginKey <> ''
  AND NOT EXISTS (SELECT 1 FROM AdmissionEntry a WHERE a.ServiceId = m.ServiceId AND a.KeyN0 = m.KeyN0 AND a.KeyN1 = m.KeyN1)
ON CONFLICT DO NOTHING;
