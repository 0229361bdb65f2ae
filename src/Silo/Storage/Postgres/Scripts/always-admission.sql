-- The queue of applications, derived like MemberEntry by the statement that stores the record (docs/adr/0003): filters, counts and
-- the times at which something is due. One row for each member with an application or a block that ends.
--
-- No secondary index begins with ServiceId, which is the same in all rows: while a table has never been analyzed, the planner takes
-- any index that begins like the primary key for as good, and each write would read every entry.
--
-- This script runs at each start, beside silos that run. It must not wait for them: no table that they use is altered. The trigger
-- is there already; only the function that it calls is replaced, and no other version's script replaces that.
CREATE TABLE IF NOT EXISTS AdmissionEntry (
    ServiceId   text        COLLATE "C" NOT NULL,
    KeyN0       bigint      NOT NULL,
    KeyN1       bigint      NOT NULL,
    MemberId    text        COLLATE "C" NOT NULL,
    Status      text        COLLATE "C" NOT NULL,
    -- Of the newest application; 0 when there is none.
    Number      integer     NOT NULL,
    SubmittedAt timestamptz NOT NULL,
    DecidedAt   timestamptz,
    Domain      text        COLLATE "C" NOT NULL,
    Network     text        COLLATE "C",
    Rule        text        COLLATE "C",
    Invitation  text        COLLATE "C",
    -- Of the long texts among the answers: who copies an application has the same.
    TextsDigest text        COLLATE "C",
    -- Address, name and answers, folded by the service.
    Search      text        COLLATE "C" NOT NULL,
    -- When a block ends, and what the status is from then on.
    BlockedUntil timestamptz,
    StatusAfter text        COLLATE "C",
    PRIMARY KEY (ServiceId, KeyN0, KeyN1)
) WITH (fillfactor = 80);

-- Invitations, by the digest of the code. A use is counted by the statement that stores the application, so that of any number that
-- race no more get in than there are uses. The count outlives the members.
CREATE TABLE IF NOT EXISTS Invitation (
    ServiceId  text COLLATE "C" NOT NULL,
    Id         text COLLATE "C" NOT NULL,
    CodeDigest text COLLATE "C" NOT NULL,
    Uses       integer NOT NULL,
    Used       integer NOT NULL DEFAULT 0,
    Admits     text COLLATE "C" NOT NULL,
    Email      text COLLATE "C",
    Note       text,
    ByKind     text COLLATE "C" NOT NULL,
    ById       text COLLATE "C",
    ByName     text NOT NULL,
    CreatedAt  timestamptz NOT NULL,
    ExpiresAt  timestamptz,
    RevokedAt  timestamptz,
    PRIMARY KEY (ServiceId, Id)
);

-- Made only where they are missing: CREATE INDEX IF NOT EXISTS locks the table against writers before it looks, also when the index is
-- there. It would wait for the silos that write, make them wait, and end in a deadlock with those that have one table and want another.
DO $$
DECLARE
    missing text;
BEGIN
    FOR missing IN SELECT statement FROM (VALUES
        ('AdmissionEntryByStatus', 'INDEX AdmissionEntryByStatus ON AdmissionEntry (Status, SubmittedAt, MemberId)'),
        ('AdmissionEntryWaiting', 'INDEX AdmissionEntryWaiting ON AdmissionEntry (SubmittedAt, ServiceId) WHERE Status = ''pending'''),
        ('AdmissionEntryBySubmission', 'INDEX AdmissionEntryBySubmission ON AdmissionEntry (SubmittedAt, MemberId)'),
        ('AdmissionEntryByDecision', 'INDEX AdmissionEntryByDecision ON AdmissionEntry (DecidedAt) WHERE DecidedAt IS NOT NULL'),
        ('AdmissionEntryByNetwork',
            'INDEX AdmissionEntryByNetwork ON AdmissionEntry (Network, SubmittedAt) WHERE Network IS NOT NULL'),
        ('AdmissionEntryByTexts',
            'INDEX AdmissionEntryByTexts ON AdmissionEntry (TextsDigest, SubmittedAt) WHERE TextsDigest IS NOT NULL'),
        ('AdmissionEntryByOrigin',
            'INDEX AdmissionEntryByOrigin ON AdmissionEntry (DecidedAt) WHERE DecidedAt IS NOT NULL AND Network IS NOT NULL'),
        ('AdmissionEntryByDomain', 'INDEX AdmissionEntryByDomain ON AdmissionEntry (Domain, SubmittedAt)'),
        ('AdmissionEntryByEnd', 'INDEX AdmissionEntryByEnd ON AdmissionEntry (BlockedUntil) WHERE BlockedUntil IS NOT NULL'),
        ('InvitationByCode', 'UNIQUE INDEX InvitationByCode ON Invitation (CodeDigest, ServiceId)'),
        ('InvitationByCreation', 'INDEX InvitationByCreation ON Invitation (CreatedAt, Id)')
    ) AS wanted (name, statement) WHERE to_regclass(name) IS NULL LOOP
        EXECUTE 'CREATE ' || missing;
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION UseInvitation(service text, invitation text, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE Invitation i SET Used = Used + 1
    WHERE i.ServiceId = service AND i.Id = invitation AND i.Used < i.Uses AND i.RevokedAt IS NULL
      AND (i.ExpiresAt IS NULL OR i.ExpiresAt > at);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'invitation-used-up' USING ERRCODE = 'MB001';
    END IF;
END $$;

-- The row of a record; null for none. A PENDING record of a version without applications is number 1. Who came with an import has waited
-- here since then, unless somebody at the old site had decided.
CREATE OR REPLACE FUNCTION AdmissionOf(stored GrainRecord, json jsonb) RETURNS AdmissionEntry LANGUAGE plpgsql STABLE AS $$
DECLARE
    newest  jsonb := json -> 'applications' -> -1;
    email   text := json #>> '{addresses,login,canonical}';
    pending boolean := json ->> 'status' = 'pending';
    decided timestamptz := (newest #>> '{decision,at}')::timestamptz;
    came    timestamptz := (json #>> '{import,at}')::timestamptz;
    entry   AdmissionEntry;
BEGIN
    IF email IS NULL OR (newest IS NULL AND NOT pending AND json #> '{suspension,until}' IS NULL) THEN
        RETURN NULL;
    END IF;
    entry := (stored.ServiceId, stored.KeyN0, stored.KeyN1, json ->> 'id', json ->> 'status',
        coalesce((newest ->> 'number')::integer, pending::integer),
        greatest(coalesce(newest ->> 'submittedAt', json ->> 'createdAt')::timestamptz,
            CASE WHEN decided IS NULL OR decided > came THEN came END),
        decided, split_part(email, '@', 2), newest #>> '{origin,network}', newest ->> 'rule',
        newest #>> '{invitation,id}', newest ->> 'textsDigest', coalesce(newest ->> 'search', email),
        (json #>> '{suspension,until}')::timestamptz, json #>> '{suspension,from}');
    RETURN entry;
END $$;

-- An entry is touched only when something in it has changed: most writes of a member change none of it.
CREATE OR REPLACE FUNCTION DeriveAdmission(stored GrainRecord, json jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    old AdmissionEntry;
    new AdmissionEntry := AdmissionOf(stored, json);
BEGIN
    SELECT * INTO old FROM AdmissionEntry a
    WHERE a.ServiceId = stored.ServiceId AND a.KeyN0 = stored.KeyN0 AND a.KeyN1 = stored.KeyN1;
    IF old IS NOT DISTINCT FROM new THEN
        RETURN;
    END IF;
    IF new.Invitation IS NOT NULL AND new.Number > coalesce(old.Number, 0) THEN
        PERFORM UseInvitation(new.ServiceId, new.Invitation, new.SubmittedAt);
    END IF;
    DELETE FROM AdmissionEntry a
    WHERE old.MemberId IS NOT NULL AND a.ServiceId = stored.ServiceId AND a.KeyN0 = stored.KeyN0 AND a.KeyN1 = stored.KeyN1;
    IF new.MemberId IS NOT NULL THEN
        INSERT INTO AdmissionEntry SELECT new.*;
    END IF;
END $$;

-- The entry of a new record, without a search for the one before: false when there is one, and DeriveMember is to be called.
CREATE OR REPLACE FUNCTION InsertMember(stored GrainRecord) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    json  jsonb := convert_from(stored.Payload, 'UTF8')::jsonb;
    login text := json #>> '{addresses,login,key}';
    owned text[] := OwnedKeys(json);
BEGIN
    IF login IS NULL AND json ->> 'due' IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO MemberEntry VALUES (stored.ServiceId, stored.KeyN0, stored.KeyN1, json ->> 'id', json ->> 'status', coalesce(login, ''),
        coalesce(json #>> '{addresses,login,canonical}', ''), (json ->> 'createdAt')::timestamptz, (json ->> 'due')::timestamptz,
        coalesce(json #>> '{credentials,password,key}', json #>> '{pending,password,key}'), owned)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF owned <> '{}' THEN
        PERFORM MoveAddresses(stored.ServiceId, stored.KeyN0, stored.KeyN1, '{}', owned);
    END IF;
    RETURN true;
END $$;

-- A silo of an older version that has started meanwhile has put its own function in the place of the next one, and the listing
-- (always-listing.sql) has not followed the records since. It is made anew.
DO $$
BEGIN
    IF to_regclass('MemberListing') IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM pg_proc WHERE oid = to_regproc('DeriveFromRecord') AND prosrc LIKE '%DeriveListing%') THEN
        DELETE FROM MemberListing;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION DeriveFromRecord() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    json jsonb := convert_from(new.Payload, 'UTF8')::jsonb;
BEGIN
    -- By IF, not by one condition: what stands in a condition may be evaluated in any order.
    IF TG_OP = 'UPDATE' THEN
        PERFORM DeriveMember(new);
    ELSIF NOT InsertMember(new) THEN
        PERFORM DeriveMember(new);
    END IF;
    PERFORM DeriveAdmission(new, json);
    PERFORM DeriveListing(new, json);
    RETURN NULL;
END $$;

-- Those who waited before there was this table, and those whom a silo of such a version let wait while this script ran.
INSERT INTO AdmissionEntry
SELECT (AdmissionOf(r, convert_from(r.Payload, 'UTF8')::jsonb)).* FROM MemberEntry m
JOIN GrainRecord r ON r.ServiceId = m.ServiceId AND r.StateName = 'member' AND r.KeyN0 = m.KeyN0 AND r.KeyN1 = m.KeyN1 AND r.KeyText = ''
WHERE m.Status = 'pending' AND m.LoginKey <> '' AND r.Payload IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM AdmissionEntry a WHERE a.ServiceId = m.ServiceId AND a.KeyN0 = m.KeyN0 AND a.KeyN1 = m.KeyN1)
ON CONFLICT DO NOTHING;
