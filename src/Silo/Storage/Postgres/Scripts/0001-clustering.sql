-- Which silos make up the cluster, in the shape that the Orleans ADO.NET clustering provider asks for.
--
-- A silo's row is also its lease (docs/adr/0007): until LeaseUntil, by this database's clock, the silo may answer from
-- memory. It renews the lease itself. Nobody can be recorded as dead before that lease is over, so whatever takes the
-- place of a dead silo's grains begins after the last answer from its memory. And only a silo whose lease runs may write
-- a record: what one of the dead wrote would be right by its version, and unknown to whoever has taken its place.
CREATE TABLE MembershipVersion (
    DeploymentId text           NOT NULL PRIMARY KEY,
    Version      integer        NOT NULL DEFAULT 0,
    ChangedAt    timestamptz(3) NOT NULL DEFAULT now()
) WITH (fillfactor = 10);

CREATE TABLE MembershipEntry (
    DeploymentId text           NOT NULL,
    Address      text           NOT NULL,
    Port         integer        NOT NULL,
    Generation   integer        NOT NULL,
    SiloName     text           NOT NULL,
    HostName     text           NOT NULL,
    Status       integer        NOT NULL,
    ProxyPort    integer,
    SuspectTimes text,
    StartTime    timestamptz(3) NOT NULL,
    IAmAliveTime timestamptz(3) NOT NULL,
    LeaseUntil   timestamptz,
    -- The process, as its connections name it (members.holder): by this a write is known to be this silo's.
    Holder       text,
    -- Counts up when somebody wants the silo to forget what it remembers; it reads this with each renewal.
    Recalls      integer        NOT NULL DEFAULT 0,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
) WITH (fillfactor = 10);

-- Whether this connection may write: a silo's while its lease runs, and anybody's who is no silo.
CREATE FUNCTION MayWrite() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('members.holder', true), '') = '' OR EXISTS (
        SELECT 1 FROM MembershipEntry
        WHERE Holder = current_setting('members.holder', true) AND LeaseUntil > clock_timestamp() AND Status <> 6)
$$;

-- 6 is Orleans' number for a dead silo. The row is locked first: from there on no renewal gets through. Then what is
-- left of the lease is waited for, and whatever the silo began while it ran is ended. Only then the death becomes visible.
CREATE FUNCTION UpdateMembership(deployment text, silo_address text, silo_port integer, silo_generation integer,
    new_status integer, suspects text, alive timestamptz, expected integer) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    lease_until timestamptz;
    lease_holder text;
BEGIN
    UPDATE MembershipVersion SET Version = Version + 1, ChangedAt = now() WHERE DeploymentId = deployment AND Version = expected;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF new_status = 6 THEN
        SELECT LeaseUntil, Holder INTO lease_until, lease_holder FROM MembershipEntry
        WHERE DeploymentId = deployment AND Address = silo_address AND Port = silo_port AND Generation = silo_generation FOR UPDATE;
        PERFORM pg_sleep(greatest(0, extract(epoch FROM lease_until - clock_timestamp())));
        IF lease_holder IS DISTINCT FROM current_setting('members.holder', true) THEN
            PERFORM pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE application_name = 'members ' || lease_holder AND state <> 'idle';
        END IF;
    END IF;
    UPDATE MembershipEntry SET Status = new_status, SuspectTimes = suspects, IAmAliveTime = alive
    WHERE DeploymentId = deployment AND Address = silo_address AND Port = silo_port AND Generation = silo_generation;
    RETURN FOUND;
END $$;

CREATE FUNCTION InsertMembership(deployment text, silo_address text, silo_port integer, silo_generation integer,
    silo_name text, host_name text, new_status integer, proxy_port integer, started timestamptz, alive timestamptz, expected integer)
    RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    UPDATE MembershipVersion SET Version = Version + 1, ChangedAt = now() WHERE DeploymentId = deployment AND Version = expected;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO MembershipEntry (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    VALUES (deployment, silo_address, silo_port, silo_generation, silo_name, host_name, new_status, proxy_port, started, alive)
    ON CONFLICT DO NOTHING;
    RETURN FOUND;
END $$;

-- What the providers ask; each reads its own part of it at the start.
CREATE TABLE OrleansQuery (
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $sql$
WITH made AS (INSERT INTO MembershipVersion (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT EXISTS (SELECT 1 FROM made)
$sql$),

('InsertMembershipKey', $sql$
SELECT InsertMembership(@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime, @Version)
$sql$),

('UpdateMembershipKey', $sql$
SELECT UpdateMembership(@DeploymentId, @Address, @Port, @Generation, @Status, @SuspectTimes, @IAmAliveTime, @Version)
$sql$),

('UpdateIAmAlivetimeKey', $sql$
UPDATE MembershipEntry SET IAmAliveTime = @IAmAliveTime
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
$sql$),

-- The version comes with each row, and alone when there is no row.
('MembershipReadAllKey', $sql$
SELECT v.Version, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime
FROM MembershipVersion v LEFT JOIN MembershipEntry m ON m.DeploymentId = v.DeploymentId
WHERE v.DeploymentId = @DeploymentId
$sql$),

('MembershipReadRowKey', $sql$
SELECT v.Version, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime
FROM MembershipVersion v LEFT JOIN MembershipEntry m
  ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
WHERE v.DeploymentId = @DeploymentId
$sql$),

('GatewaysQueryKey', $sql$
SELECT Address, ProxyPort, Generation FROM MembershipEntry WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
$sql$),

('DeleteMembershipTableEntriesKey', $sql$
WITH entries AS (DELETE FROM MembershipEntry WHERE DeploymentId = @DeploymentId)
DELETE FROM MembershipVersion WHERE DeploymentId = @DeploymentId
$sql$),

('CleanupDefunctSiloEntriesKey', $sql$
DELETE FROM MembershipEntry WHERE DeploymentId = @DeploymentId AND Status = 6 AND IAmAliveTime < @IAmAliveTime
$sql$),

('CleanupDefunctSiloEntryKey', $sql$
DELETE FROM MembershipEntry
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
  AND Status = 6 AND StartTime = @StartTime AND IAmAliveTime = @IAmAliveTime
$sql$);

-- What every silo of one cluster must have in common, as the first one had it.
CREATE TABLE ClusterSetting (
    Name  text NOT NULL PRIMARY KEY,
    Value text NOT NULL
);
