-- Who owns an address is decided here (docs/adr/0002). A member's record names the addresses of the member; the statement that
-- stores the record keeps OwnedAddress in step, and its primary key makes the whole statement fail when another member owns one.
-- Before, an address had a record of its own (state 'login-index') and three to five commits kept the two in step.
--
-- Silos of the former version must not run: they would go on with the old records that they remember.
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM MembershipEntry WHERE LeaseUntil > clock_timestamp() AND Status <> 6) THEN
        RAISE EXCEPTION 'silos of the former version are running. Stop all of them, then start this version';
    END IF;
END $$;

DROP TRIGGER GrainRecordStored ON GrainRecord;
DROP FUNCTION DeriveFromRecord();
DROP FUNCTION DeriveHolder(GrainRecord);
DROP TABLE AddressHolder;

CREATE TEMPORARY TABLE FormerOwner ON COMMIT DROP AS
SELECT ServiceId, KeyText AS LoginKey, json ->> 'memberId' AS MemberId, json ->> 'operation' AS Operation
FROM (SELECT ServiceId, KeyText, convert_from(Payload, 'UTF8')::jsonb AS json FROM GrainRecord WHERE StateName = 'login-index') claims
WHERE json ->> 'memberId' IS NOT NULL;

CREATE TEMPORARY TABLE FormerMember ON COMMIT DROP AS
SELECT ServiceId, KeyN0, KeyN1, convert_from(Payload, 'UTF8')::jsonb AS json
FROM GrainRecord WHERE StateName = 'member' AND Payload IS NOT NULL;

-- A registration that died half-way counts if its claim still stands: nobody else could have the address. Otherwise there is no
-- member, as if its caller had never called; it was never answered.
UPDATE GrainRecord r SET Payload = NULL, Version = r.Version + 1, ChangedAt = now()
FROM FormerMember m
WHERE r.StateName = 'member' AND r.ServiceId = m.ServiceId AND r.KeyN0 = m.KeyN0 AND r.KeyN1 = m.KeyN1
  AND m.json ->> 'joiningSince' IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM FormerOwner o
    WHERE o.ServiceId = m.ServiceId AND o.LoginKey = m.json #>> '{login,key}'
      AND o.MemberId = m.json ->> 'id' AND o.Operation = m.json #>> '{login,operation}');

-- The flat record becomes slices. A change of address that died half-way has not happened; it was never answered. An address that
-- was set aside stays reserved if its claim still stands.
UPDATE GrainRecord r SET Version = r.Version + 1, ChangedAt = now(), Payload = convert_to((
    (m.json - '{login,emailVerified,setAside,contact,privacy,contactId}'::text[]
        - '{password,passwordVersion,devices,joiningSince,moving,leaving,signup}'::text[])
    || jsonb_strip_nulls(jsonb_build_object(
        'schema', 2,
        'profile', jsonb_build_object(
            'contact', coalesce(m.json -> 'contact', '{}'), 'privacy', m.json -> 'privacy', 'contactId', m.json -> 'contactId'),
        'addresses', jsonb_build_object(
            'login', (m.json -> 'login') - 'operation',
            'verified', m.json -> 'emailVerified',
            'reserved', coalesce((
                SELECT jsonb_agg(a #- '{login,operation}' ORDER BY place)
                FROM jsonb_array_elements(m.json -> 'setAside') WITH ORDINALITY aside(a, place)
                JOIN FormerOwner o ON o.ServiceId = m.ServiceId AND o.LoginKey = a #>> '{login,key}' AND o.MemberId = m.json ->> 'id'
                WHERE m.json -> 'login' IS NOT NULL AND a #>> '{login,key}' <> m.json #>> '{login,key}'), '[]')),
        'credentials', jsonb_build_object(
            'password', m.json -> 'password', 'version', m.json -> 'passwordVersion', 'devices', coalesce(m.json -> 'devices', '[]')),
        'pending', m.json -> 'signup')))::text, 'UTF8')
FROM FormerMember m
WHERE r.StateName = 'member' AND r.Payload IS NOT NULL AND r.ServiceId = m.ServiceId AND r.KeyN0 = m.KeyN0 AND r.KeyN1 = m.KeyN1;

DELETE FROM GrainRecord WHERE StateName = 'login-index';

CREATE TABLE OwnedAddress (
    ServiceId text   COLLATE "C" NOT NULL,
    LoginKey  text   COLLATE "C" NOT NULL,
    KeyN0     bigint NOT NULL,
    KeyN1     bigint NOT NULL,
    PRIMARY KEY (ServiceId, LoginKey)
) WITH (fillfactor = 80);

-- The keys of all addresses that a member owns, in order: by this it is seen that a write changes none, which is the usual case.
ALTER TABLE MemberEntry ADD COLUMN Addresses text[] COLLATE "C" NOT NULL DEFAULT '{}';

CREATE FUNCTION OwnedKeys(json jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(key ORDER BY key), '{}') FROM (
        SELECT (json #>> '{addresses,login,key}') COLLATE "C" AS key
        UNION SELECT (r #>> '{login,key}') COLLATE "C" FROM jsonb_array_elements(json #> '{addresses,reserved}') r) owned
    WHERE key IS NOT NULL
$$;

-- In the order of the keys, so that two members who want each other's addresses never wait for each other.
CREATE FUNCTION MoveAddresses(service text, n0 bigint, n1 bigint, before text[], after text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    key text;
BEGIN
    FOR key IN SELECT k FROM unnest(before || after) k GROUP BY k ORDER BY k COLLATE "C" LOOP
        IF NOT key = ANY (after) THEN
            DELETE FROM OwnedAddress o WHERE o.ServiceId = service AND o.LoginKey = key AND o.KeyN0 = n0 AND o.KeyN1 = n1;
        ELSIF NOT key = ANY (before) THEN
            INSERT INTO OwnedAddress VALUES (service, key, n0, n1);
        END IF;
    END LOOP;
END $$;

-- A record without a login address has an entry too while something in it is due: a registration that waits for its code. It owns
-- no address, and is never listed.
CREATE OR REPLACE FUNCTION DeriveMember(stored GrainRecord) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    json  jsonb := convert_from(stored.Payload, 'UTF8')::jsonb;
    login text := json #>> '{addresses,login,key}';
    owned text[] := OwnedKeys(json);
    old   MemberEntry;
    new   MemberEntry;
BEGIN
    SELECT * INTO old FROM MemberEntry m WHERE m.ServiceId = stored.ServiceId AND m.KeyN0 = stored.KeyN0 AND m.KeyN1 = stored.KeyN1;
    IF login IS NULL AND json ->> 'due' IS NULL THEN
        DELETE FROM MemberEntry m WHERE m.ServiceId = stored.ServiceId AND m.KeyN0 = stored.KeyN0 AND m.KeyN1 = stored.KeyN1;
    ELSE
        new := (stored.ServiceId, stored.KeyN0, stored.KeyN1, json ->> 'id', json ->> 'status', coalesce(login, ''),
            coalesce(json #>> '{addresses,login,canonical}', ''), (json ->> 'createdAt')::timestamptz, (json ->> 'due')::timestamptz,
            coalesce(json #>> '{credentials,password,key}', json #>> '{pending,password,key}'), owned);
        IF old IS NULL THEN
            INSERT INTO MemberEntry SELECT new.*;
        ELSIF old IS DISTINCT FROM new THEN
            UPDATE MemberEntry m SET
                (MemberId, Status, LoginKey, Email, CreatedAt, Due, PasswordKey, Addresses) =
                (new.MemberId, new.Status, new.LoginKey, new.Email, new.CreatedAt, new.Due, new.PasswordKey, new.Addresses)
            WHERE m.ServiceId = new.ServiceId AND m.KeyN0 = new.KeyN0 AND m.KeyN1 = new.KeyN1;
        END IF;
    END IF;
    IF coalesce(old.Addresses, '{}') <> owned THEN
        PERFORM MoveAddresses(stored.ServiceId, stored.KeyN0, stored.KeyN1, coalesce(old.Addresses, '{}'), owned);
    END IF;
END $$;

CREATE FUNCTION DeriveFromRecord() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM DeriveMember(new);
    RETURN NULL;
END $$;

CREATE TRIGGER GrainRecordStored AFTER INSERT OR UPDATE ON GrainRecord
FOR EACH ROW WHEN (new.StateName = 'member') EXECUTE FUNCTION DeriveFromRecord();

-- Records that were there before.
SELECT DeriveMember(r) FROM GrainRecord r WHERE r.StateName = 'member';
