-- What the console lists members by, derived like MemberEntry by the statement that stores the record (docs/adr/0003): one row for each
-- member who is listed. The trigger is there already; DeriveFromRecord (always-admission.sql) calls DeriveListing.
--
-- No secondary index begins with ServiceId, and no table that silos use is altered, as always-admission.sql says.
CREATE TABLE IF NOT EXISTS MemberListing (
    ServiceId text        COLLATE "C" NOT NULL,
    KeyN0     bigint      NOT NULL,
    KeyN1     bigint      NOT NULL,
    MemberId  text        COLLATE "C" NOT NULL,
    Status    text        COLLATE "C" NOT NULL,
    CreatedAt timestamptz NOT NULL,
    Verified  boolean     NOT NULL,
    -- The day, in UTC: one write a day and member, however often they log in.
    LastLogin date,
    -- Address and names, folded.
    Search    text        COLLATE "C" NOT NULL,
    PRIMARY KEY (ServiceId, KeyN0, KeyN1)
) WITH (fillfactor = 80);

-- Made only where it is missing: see always-admission.sql.
DO $$
BEGIN
    IF to_regclass('MemberListingByCreation') IS NULL THEN
        CREATE INDEX MemberListingByCreation ON MemberListing (CreatedAt, MemberId);
    END IF;
END $$;

-- The capitals of Greek and Cyrillic, and the small letters in the same order. (A database of another encoding could not read them here.)
CREATE OR REPLACE FUNCTION OtherLetters(form text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(chr(letter + CASE WHEN form = 'upper' THEN 0 ELSE shift END), '' ORDER BY letter) FROM (
        SELECT letter, 32 FROM generate_series(913, 937) letter WHERE letter <> 930
        UNION ALL SELECT letter, 80 FROM generate_series(1024, 1039) letter
        UNION ALL SELECT letter, 32 FROM generate_series(1040, 1071) letter
        UNION ALL VALUES (962, 1), (1168, 1)) pairs (letter, shift)
$$;

-- A text as it is searched: letters without their accents, in lower case. SQLite has the same in FoldedLetter, the service in FoldedText;
-- a test compares them. What is done to texts of other than ASCII letters is done only to those.
CREATE OR REPLACE FUNCTION FoldText(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    latin constant text[] := ARRAY[
        '[\u00c6\u00e6]', 'ae', '[\u0152\u0153]', 'oe', '[\u00df\u1e9e]', 'ss', '[\u00de\u00fe]', 'th', '[\u00d0\u00f0\u0110\u0111]', 'd',
        '[\u00d8\u00f8]', 'o', '[\u0141\u0142]', 'l', '\u0131', 'i', '[\u0126\u0127]', 'h', '[\u0166\u0167]', 't', '[\u014a\u014b]', 'n'];
BEGIN
    -- PostgreSQL knows normal forms from 13 on.
    IF octet_length(words) = char_length(words) OR getdatabaseencoding() <> 'UTF8'
      OR current_setting('server_version_num')::integer < 130000 THEN
        RETURN lower(words COLLATE "C");
    END IF;
    words := normalize(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g'), NFC);
    IF words ~ '[\u00c0-\u1eff]' THEN
        FOR i IN 1 .. array_length(latin, 1) BY 2 LOOP
            words := regexp_replace(words, latin[i], latin[i + 1], 'g');
        END LOOP;
        IF words ~ '[\u0391-\u0490]' THEN
            words := translate(words, OtherLetters('upper'), OtherLetters('lower'));
        END IF;
    END IF;
    RETURN lower(words COLLATE "C");
END $$;

-- The row of a record; null for none.
CREATE OR REPLACE FUNCTION ListingOf(stored GrainRecord, json jsonb) RETURNS MemberListing LANGUAGE plpgsql STABLE AS $$
DECLARE
    entry MemberListing;
BEGIN
    IF json #>> '{addresses,login,key}' IS NULL THEN
        RETURN NULL;
    END IF;
    entry := (stored.ServiceId, stored.KeyN0, stored.KeyN1, json ->> 'id', json ->> 'status', (json ->> 'createdAt')::timestamptz,
        coalesce((json #>> '{addresses,verified}')::boolean, false), ((json ->> 'lastLoginAt')::timestamptz AT TIME ZONE 'UTC')::date,
        FoldText(concat_ws(' ', json #>> '{addresses,login,canonical}', json #>> '{profile,contact,firstName}',
            json #>> '{profile,contact,lastName}', json #>> '{profile,contact,nickname}')));
    RETURN entry;
END $$;

-- A row is touched only when something in it has changed: most writes of a member change none of it.
CREATE OR REPLACE FUNCTION DeriveListing(stored GrainRecord, json jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    old MemberListing;
    new MemberListing := ListingOf(stored, json);
BEGIN
    SELECT * INTO old FROM MemberListing l
    WHERE l.ServiceId = stored.ServiceId AND l.KeyN0 = stored.KeyN0 AND l.KeyN1 = stored.KeyN1;
    IF old IS NOT DISTINCT FROM new THEN
        RETURN;
    END IF;
    IF new.MemberId IS NULL THEN
        DELETE FROM MemberListing l WHERE l.ServiceId = stored.ServiceId AND l.KeyN0 = stored.KeyN0 AND l.KeyN1 = stored.KeyN1;
    ELSE
        INSERT INTO MemberListing AS l SELECT new.*
        ON CONFLICT (ServiceId, KeyN0, KeyN1) DO UPDATE SET
            (MemberId, Status, CreatedAt, Verified, LastLogin, Search) =
            (excluded.MemberId, excluded.Status, excluded.CreatedAt, excluded.Verified, excluded.LastLogin, excluded.Search);
    END IF;
END $$;

-- The row of a record from before there was this table. A damaged one has none, and is not a reason to refuse to start.
CREATE OR REPLACE FUNCTION FormerListing(stored GrainRecord) RETURNS MemberListing LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ListingOf(stored, convert_from(stored.Payload, 'UTF8')::jsonb);
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

-- Some of those who were members before there was this table; how many. It is called until there are none, after the functions above are
-- in use: whoever is stored from then on is here already. Each record is locked, so that a write under way is waited for.
CREATE OR REPLACE FUNCTION FillListing(most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    filled integer;
BEGIN
    INSERT INTO MemberListing
    SELECT f.* FROM (
        SELECT r.* FROM MemberEntry m
        JOIN GrainRecord r
          ON r.ServiceId = m.ServiceId AND r.StateName = 'member' AND r.KeyN0 = m.KeyN0 AND r.KeyN1 = m.KeyN1 AND r.KeyText = ''
        WHERE m.LoginKey <> '' AND NOT EXISTS (
            SELECT 1 FROM MemberListing l WHERE l.ServiceId = m.ServiceId AND l.KeyN0 = m.KeyN0 AND l.KeyN1 = m.KeyN1)
        LIMIT most FOR SHARE OF r) stored
    CROSS JOIN LATERAL FormerListing(stored) f WHERE f.MemberId IS NOT NULL
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS filled = ROW_COUNT;
    RETURN filled;
END $$;
