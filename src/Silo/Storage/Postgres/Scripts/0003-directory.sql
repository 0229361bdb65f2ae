-- What can be asked about members, derived from their records by the statement that stores them (docs/adr/0003): no
-- second write, nothing to catch up with after a crash. The JSON paths are property names of the stored records.
CREATE TABLE MemberEntry (
    ServiceId   text        COLLATE "C" NOT NULL,
    KeyN0       bigint      NOT NULL,
    KeyN1       bigint      NOT NULL,
    MemberId    text        COLLATE "C" NOT NULL,
    Status      text        COLLATE "C" NOT NULL,
    LoginKey    text        COLLATE "C" NOT NULL,
    Email       text        COLLATE "C" NOT NULL,
    CreatedAt   timestamptz NOT NULL,
    Due         timestamptz,
    -- Which pepper the password was hashed with: a start without it is refused.
    PasswordKey text        COLLATE "C",
    PRIMARY KEY (ServiceId, KeyN0, KeyN1)
) WITH (fillfactor = 80);

CREATE INDEX MemberEntryByCreation ON MemberEntry (ServiceId, CreatedAt, MemberId);
CREATE INDEX MemberEntryByStatus ON MemberEntry (ServiceId, Status, CreatedAt, MemberId);
CREATE INDEX MemberEntryByEmail ON MemberEntry (ServiceId, Email);
CREATE INDEX MemberEntryByPasswordKey ON MemberEntry (PasswordKey);
CREATE INDEX MemberEntryByDue ON MemberEntry (ServiceId, Due) WHERE Due IS NOT NULL;

-- Which member holds an address, from the records of the login index. A member is listed under an address only when
-- both sides name each other, which is also what a login needs.
CREATE TABLE AddressHolder (
    ServiceId text COLLATE "C" NOT NULL,
    LoginKey  text COLLATE "C" NOT NULL,
    MemberId  text COLLATE "C" NOT NULL,
    PRIMARY KEY (ServiceId, LoginKey)
) WITH (fillfactor = 80);

-- An entry is touched only when something in it has changed: most writes of a member change none of it.
CREATE FUNCTION DeriveMember(stored GrainRecord) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    json jsonb := convert_from(stored.Payload, 'UTF8')::jsonb;
BEGIN
    IF json #>> '{login,key}' IS NULL THEN
        DELETE FROM MemberEntry m WHERE m.ServiceId = stored.ServiceId AND m.KeyN0 = stored.KeyN0 AND m.KeyN1 = stored.KeyN1;
        RETURN;
    END IF;
    INSERT INTO MemberEntry AS m VALUES (
        stored.ServiceId, stored.KeyN0, stored.KeyN1, json ->> 'id', json ->> 'status', json #>> '{login,key}', json #>> '{login,canonical}',
        (json ->> 'createdAt')::timestamptz, (json ->> 'due')::timestamptz, json #>> '{password,key}')
    ON CONFLICT (ServiceId, KeyN0, KeyN1) DO UPDATE SET
        (MemberId, Status, LoginKey, Email, CreatedAt, Due, PasswordKey) =
        (excluded.MemberId, excluded.Status, excluded.LoginKey, excluded.Email, excluded.CreatedAt, excluded.Due, excluded.PasswordKey)
    WHERE (m.MemberId, m.Status, m.LoginKey, m.Email, m.CreatedAt, m.Due, m.PasswordKey) IS DISTINCT FROM
          (excluded.MemberId, excluded.Status, excluded.LoginKey, excluded.Email, excluded.CreatedAt, excluded.Due, excluded.PasswordKey);
END $$;

CREATE FUNCTION DeriveHolder(stored GrainRecord) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    json jsonb := convert_from(stored.Payload, 'UTF8')::jsonb;
BEGIN
    IF json ->> 'state' = 'held' THEN
        INSERT INTO AddressHolder AS a VALUES (stored.ServiceId, stored.KeyText, json ->> 'memberId')
        ON CONFLICT (ServiceId, LoginKey) DO UPDATE SET MemberId = excluded.MemberId WHERE a.MemberId IS DISTINCT FROM excluded.MemberId;
    ELSE
        DELETE FROM AddressHolder a WHERE a.ServiceId = stored.ServiceId AND a.LoginKey = stored.KeyText;
    END IF;
END $$;

CREATE FUNCTION DeriveFromRecord() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.StateName = 'member' THEN
        PERFORM DeriveMember(new);
    ELSE
        PERFORM DeriveHolder(new);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER GrainRecordStored AFTER INSERT OR UPDATE ON GrainRecord
FOR EACH ROW WHEN (new.StateName IN ('member', 'login-index')) EXECUTE FUNCTION DeriveFromRecord();

-- Records that were there before.
SELECT DeriveMember(r) FROM GrainRecord r WHERE r.StateName = 'member';
SELECT DeriveHolder(r) FROM GrainRecord r WHERE r.StateName = 'login-index';
