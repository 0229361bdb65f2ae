-- A gateway that is a process of its own answers session checks from memory while it has a lease, and is told what to forget
-- (docs/adr/0007). It asks a silo for the lease and reads none of this itself.
--
-- Silos of a version that does not tell gateways may run on this database too: before the replacement is complete, and after
-- a roll-back. So that a gateway never remembers what such a silo has changed, two rules hold, and neither needs the older
-- version to know of them:
-- 1. While one is live, no gateway gets a lease or a renewal (RenewGatewayLease).
-- 2. It writes nothing before the last lease of a gateway is over (MayWrite).
-- The table's lock puts them in order. Whoever renews takes it so that others may renew; whoever writes and does not tell
-- takes it so that nobody renews before that write is over.
--
-- This script runs at each start, beside silos that run. It must not wait for them: no table that they use is altered.
CREATE SEQUENCE IF NOT EXISTS GatewayEra;

CREATE TABLE IF NOT EXISTS GatewayLease (
    DeploymentId text        NOT NULL,
    Gateway      uuid        NOT NULL,
    -- Whom to tell, as the silos address it.
    Memory       text        NOT NULL,
    LeaseUntil   timestamptz NOT NULL,
    -- Another number, never used before, whenever somebody wants the gateway to forget everything.
    Era          bigint      NOT NULL DEFAULT nextval('GatewayEra'),
    PRIMARY KEY (DeploymentId, Gateway)
) WITH (fillfactor = 10);

-- Whether the silo with this name tells gateways. Each version that does puts it into the name.
CREATE OR REPLACE FUNCTION TellsGateways(holder text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT starts_with(holder, 'tells-gateways-')
$$;

-- Whether this connection may write: a silo's while its lease runs, and anybody's who is no silo. Each statement in it sees
-- what was committed before it, so the order is: the lock, what gateways have, the silo's own lease.
CREATE OR REPLACE FUNCTION MayWrite() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    writer text := coalesce(current_setting('members.holder', true), '');
BEGIN
    IF writer = '' THEN
        RETURN true;
    END IF;
    IF NOT TellsGateways(writer) THEN
        LOCK TABLE GatewayLease IN SHARE MODE;
        PERFORM pg_sleep(greatest(0, extract(epoch FROM (SELECT max(LeaseUntil) FROM GatewayLease) - clock_timestamp())));
    END IF;
    RETURN EXISTS (SELECT 1 FROM MembershipEntry WHERE Holder = writer AND LeaseUntil > clock_timestamp() AND Status <> 6);
END $$;

-- Grants a gateway its lease, or renews it. Null when it may have none now. The number changes when the gateway must forget
-- everything: when its lease was revoked, and when a silo came or went, which may have died between a commit and telling.
CREATE OR REPLACE FUNCTION RenewGatewayLease(deployment text, id uuid, told text, length interval) RETURNS bigint
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    current_era bigint;
BEGIN
    LOCK TABLE GatewayLease IN ROW EXCLUSIVE MODE NOWAIT;
    IF EXISTS (SELECT 1 FROM MembershipEntry WHERE Status <> 6 AND LeaseUntil IS NOT NULL AND NOT TellsGateways(coalesce(Holder, ''))) THEN
        RETURN NULL;
    END IF;
    DELETE FROM GatewayLease WHERE Gateway IN (
        SELECT Gateway FROM GatewayLease WHERE LeaseUntil < clock_timestamp() - 2 * length FOR UPDATE SKIP LOCKED);
    INSERT INTO GatewayLease AS held (DeploymentId, Gateway, Memory, LeaseUntil)
    VALUES (deployment, id, told, clock_timestamp() + length)
    ON CONFLICT (DeploymentId, Gateway) DO UPDATE SET Memory = excluded.Memory, LeaseUntil = clock_timestamp() + length
    RETURNING Era INTO current_era;
    RETURN current_era + (SELECT Version FROM MembershipVersion WHERE DeploymentId = deployment);
EXCEPTION WHEN lock_not_available THEN
    RETURN NULL;
END $$;
