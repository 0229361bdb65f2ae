-- A record without a login address has an entry too while something in it is due: a registration that waits for its code,
-- and the address of a deleted member that is not free yet. Nobody holds the address '', so neither is ever listed.
CREATE OR REPLACE FUNCTION DeriveMember(stored GrainRecord) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    json jsonb := convert_from(stored.Payload, 'UTF8')::jsonb;
BEGIN
    IF json #>> '{login,key}' IS NULL AND json ->> 'due' IS NULL THEN
        DELETE FROM MemberEntry m WHERE m.ServiceId = stored.ServiceId AND m.KeyN0 = stored.KeyN0 AND m.KeyN1 = stored.KeyN1;
        RETURN;
    END IF;
    INSERT INTO MemberEntry AS m VALUES (
        stored.ServiceId, stored.KeyN0, stored.KeyN1, json ->> 'id', json ->> 'status', coalesce(json #>> '{login,key}', ''), coalesce(json #>> '{login,canonical}', ''),
        (json ->> 'createdAt')::timestamptz, (json ->> 'due')::timestamptz, coalesce(json #>> '{password,key}', json #>> '{signup,password,key}'))
    ON CONFLICT (ServiceId, KeyN0, KeyN1) DO UPDATE SET
        (MemberId, Status, LoginKey, Email, CreatedAt, Due, PasswordKey) =
        (excluded.MemberId, excluded.Status, excluded.LoginKey, excluded.Email, excluded.CreatedAt, excluded.Due, excluded.PasswordKey)
    WHERE (m.MemberId, m.Status, m.LoginKey, m.Email, m.CreatedAt, m.Due, m.PasswordKey) IS DISTINCT FROM
          (excluded.MemberId, excluded.Status, excluded.LoginKey, excluded.Email, excluded.CreatedAt, excluded.Due, excluded.PasswordKey);
END $$;
