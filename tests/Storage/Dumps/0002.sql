-- The database as it was after script 0002, with two members: made by pg_dump --inserts.
--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: insertmembership(text, text, integer, integer, text, text, integer, integer, timestamp with time zone, timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.insertmembership(deployment text, silo_address text, silo_port integer, silo_generation integer, silo_name text, host_name text, new_status integer, proxy_port integer, started timestamp with time zone, alive timestamp with time zone, expected integer) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: maywrite(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.maywrite() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce(current_setting('members.holder', true), '') = '' OR EXISTS (
        SELECT 1 FROM MembershipEntry
        WHERE Holder = current_setting('members.holder', true) AND LeaseUntil > clock_timestamp() AND Status <> 6)
$$;


--
-- Name: updatemembership(text, text, integer, integer, integer, text, timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.updatemembership(deployment text, silo_address text, silo_port integer, silo_generation integer, new_status integer, suspects text, alive timestamp with time zone, expected integer) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: clustersetting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clustersetting (
    name text NOT NULL,
    value text NOT NULL
);


--
-- Name: grainrecord; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.grainrecord (
    serviceid text NOT NULL COLLATE pg_catalog."C",
    statename text NOT NULL COLLATE pg_catalog."C",
    keyn0 bigint NOT NULL,
    keyn1 bigint NOT NULL,
    keytext text NOT NULL COLLATE pg_catalog."C",
    payload bytea,
    version integer NOT NULL,
    changedat timestamp with time zone DEFAULT now() NOT NULL
)
WITH (fillfactor='60', autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_cost_delay='1');


--
-- Name: membershipentry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.membershipentry (
    deploymentid text NOT NULL,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    siloname text NOT NULL,
    hostname text NOT NULL,
    status integer NOT NULL,
    proxyport integer,
    suspecttimes text,
    starttime timestamp(3) with time zone NOT NULL,
    iamalivetime timestamp(3) with time zone NOT NULL,
    leaseuntil timestamp with time zone,
    holder text,
    recalls integer DEFAULT 0 NOT NULL
)
WITH (fillfactor='10');


--
-- Name: membershipversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.membershipversion (
    deploymentid text NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    changedat timestamp(3) with time zone DEFAULT now() NOT NULL
)
WITH (fillfactor='10');


--
-- Name: orleansquery; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.orleansquery (
    querykey text NOT NULL,
    querytext text NOT NULL
);


--
-- Name: schemaversions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schemaversions (
    schemaversionsid integer NOT NULL,
    scriptname character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.schemaversions_schemaversionsid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.schemaversions_schemaversionsid_seq OWNED BY public.schemaversions.schemaversionsid;


--
-- Name: schemaversions schemaversionsid; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schemaversions ALTER COLUMN schemaversionsid SET DEFAULT nextval('public.schemaversions_schemaversionsid_seq'::regclass);


--
-- Data for Name: clustersetting; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: grainrecord; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.grainrecord VALUES ('members', 'member', -169123491528454362, -6147969856699426969, '', '\x7b22736368656d61223a312c226964223a2239633435636632362d323731342d666461372d363731372d396631396664303561656161222c22737461747573223a22616374697665222c226c6f67696e223a7b227479706564223a22616e6e406578616d706c652e636f6d222c2263616e6f6e6963616c223a22616e6e406578616d706c652e636f6d222c226b6579223a22653a30313134303337313434663534363737356233343061613861363765316638383733373835613232316433313631343464306636666635393765333566663131222c226f7065726174696f6e223a2231613066306335662d313639642d633238362d636265632d626565386363343230626462227d2c22656d61696c5665726966696564223a66616c73652c22636f6e74616374223a7b22656d61696c73223a5b5d2c2270686f6e6573223a5b5d2c226c6162656c73223a5b5d2c22637573746f6d4669656c6473223a5b5d7d2c2270726976616379223a2270726976617465222c22636f6e746163744964223a2233626263643337362d383033352d326362642d656530662d326437626235353634353732222c22637265617465644174223a22323032362d31312d32345430363a30393a32342e303930323534342b30303a3030222c22757064617465644174223a22323032362d31312d32345430363a30393a32342e313432373937322b30303a3030222c2270617373776f7264223a7b22736368656d65223a22686d61632d7368613338342d626372797074222c226b6579223a226669786564222c2268617368223a222432612430342467446b64322e6b71553651355259753778796568322e7669595a6857624b66444b616659727a54625255723934424b505075436643227d2c2270617373776f726456657273696f6e223a312c2273657373696f6e73223a5b5d2c22746f6b656e73223a5b7b22707572706f7365223a2273657373696f6e5469636b6574222c226964223a2235336166616632332d356434322d663735382d623363362d616562653833636562323932222c22646967657374223a226170575569382b61384563615941554e43784b6c634231357350774b586d4f7a706753513555546d636f593d222c22657870697265734174223a22323032362d31312d32345430363a31313a32342e303937393032392b30303a3030227d5d2c226f7574626f78223a5b5d2c226a6f696e696e6753696e6365223a22323032362d31312d32345430363a30393a32342e303930323534342b30303a3030222c22647565223a22323032362d31312d32345430363a30393a34342e303930323534342b30303a3030227d', 1, '2026-11-24 06:09:24.23454+00');
INSERT INTO public.grainrecord VALUES ('members', 'login-index', 0, 0, 'e:0114037144f546775b340aa8a67e1f8873785a221d316144d0f6ff597e35ff11', '\x7b22736368656d61223a312c227374617465223a2268656c64222c226d656d6265724964223a2239633435636632362d323731342d666461372d363731372d396631396664303561656161222c226f7065726174696f6e223a2231613066306335662d313639642d633238362d636265632d626565386363343230626462227d', 2, '2026-11-24 06:09:24.254601+00');
INSERT INTO public.grainrecord VALUES ('members', 'member', -4221971470895687736, 1217475928128351492, '', '\x7b22736368656d61223a312c226964223a2266313664643763382d386235302d633536382d303465642d616466616537353765353130222c22737461747573223a22616374697665222c226c6f67696e223a7b227479706564223a22426f62406578616d706c652e636f6d222c2263616e6f6e6963616c223a22626f62406578616d706c652e636f6d222c226b6579223a22653a37353333323062303239323861623931303738666232323332346435353464386133646637303934363233303338613637393739353433303132393265383837222c226f7065726174696f6e223a2235373561383837662d633934642d613932312d336161372d373639323366623630643666227d2c22656d61696c5665726966696564223a66616c73652c22636f6e74616374223a7b22656d61696c73223a5b5d2c2270686f6e6573223a5b5d2c226c6162656c73223a5b5d2c22637573746f6d4669656c6473223a5b5d7d2c2270726976616379223a2270726976617465222c22636f6e746163744964223a2235643338663730322d613630302d663031332d313135612d373562643638343863333637222c22637265617465644174223a22323032362d31312d32345430363a30393a32352e343335353430342b30303a3030222c22757064617465644174223a22323032362d31312d32345430363a30393a32352e343432393334392b30303a3030222c2270617373776f7264223a7b22736368656d65223a22686d61632d7368613338342d626372797074222c226b6579223a226669786564222c2268617368223a2224326124303424385843726477556d4e4334385a796331694f7569312e6246624174736e732e50487172667159582f6a6a527a484644546649645369227d2c2270617373776f726456657273696f6e223a312c2273657373696f6e73223a5b5d2c22746f6b656e73223a5b7b22707572706f7365223a2273657373696f6e5469636b6574222c226964223a2237333162633434642d366661312d386431652d373865352d623335343334336133643633222c22646967657374223a224a71656a71713676764f634b48457a4c6a65503168436b6a7544572b6d394876706f3845772b48643954343d222c22657870697265734174223a22323032362d31312d32345430363a31313a32352e343335363236382b30303a3030227d5d2c226f7574626f78223a5b5d2c226a6f696e696e6753696e6365223a22323032362d31312d32345430363a30393a32352e343335353430342b30303a3030222c22647565223a22323032362d31312d32345430363a30393a34352e343335353430342b30303a3030227d', 1, '2026-11-24 06:09:25.443634+00');
INSERT INTO public.grainrecord VALUES ('members', 'login-index', 0, 0, 'e:753320b02928ab91078fb22324d554d8a3df7094623038a6797954301292e887', '\x7b22736368656d61223a312c227374617465223a2268656c64222c226d656d6265724964223a2266313664643763382d386235302d633536382d303465642d616466616537353765353130222c226f7065726174696f6e223a2235373561383837662d633934642d613932312d336161372d373639323366623630643666227d', 2, '2026-11-24 06:09:25.450834+00');


--
-- Data for Name: membershipentry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: membershipversion; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: orleansquery; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.orleansquery VALUES ('InsertMembershipVersionKey', '
WITH made AS (INSERT INTO MembershipVersion (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT EXISTS (SELECT 1 FROM made)
');
INSERT INTO public.orleansquery VALUES ('InsertMembershipKey', '
SELECT InsertMembership(@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime, @Version)
');
INSERT INTO public.orleansquery VALUES ('UpdateMembershipKey', '
SELECT UpdateMembership(@DeploymentId, @Address, @Port, @Generation, @Status, @SuspectTimes, @IAmAliveTime, @Version)
');
INSERT INTO public.orleansquery VALUES ('UpdateIAmAlivetimeKey', '
UPDATE MembershipEntry SET IAmAliveTime = @IAmAliveTime
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
');
INSERT INTO public.orleansquery VALUES ('MembershipReadAllKey', '
SELECT v.Version, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime
FROM MembershipVersion v LEFT JOIN MembershipEntry m ON m.DeploymentId = v.DeploymentId
WHERE v.DeploymentId = @DeploymentId
');
INSERT INTO public.orleansquery VALUES ('MembershipReadRowKey', '
SELECT v.Version, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime
FROM MembershipVersion v LEFT JOIN MembershipEntry m
  ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
WHERE v.DeploymentId = @DeploymentId
');
INSERT INTO public.orleansquery VALUES ('GatewaysQueryKey', '
SELECT Address, ProxyPort, Generation FROM MembershipEntry WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
');
INSERT INTO public.orleansquery VALUES ('DeleteMembershipTableEntriesKey', '
WITH entries AS (DELETE FROM MembershipEntry WHERE DeploymentId = @DeploymentId)
DELETE FROM MembershipVersion WHERE DeploymentId = @DeploymentId
');
INSERT INTO public.orleansquery VALUES ('CleanupDefunctSiloEntriesKey', '
DELETE FROM MembershipEntry WHERE DeploymentId = @DeploymentId AND Status = 6 AND IAmAliveTime < @IAmAliveTime
');
INSERT INTO public.orleansquery VALUES ('CleanupDefunctSiloEntryKey', '
DELETE FROM MembershipEntry
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
  AND Status = 6 AND StartTime = @StartTime AND IAmAliveTime = @IAmAliveTime
');
INSERT INTO public.orleansquery VALUES ('ReadFromStorageKey', '
SELECT Payload AS PayloadBinary, Version FROM GrainRecord
WHERE ServiceId = @ServiceId AND StateName = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString::text, '''')
');
INSERT INTO public.orleansquery VALUES ('WriteToStorageKey', '
INSERT INTO GrainRecord AS stored (ServiceId, StateName, KeyN0, KeyN1, KeyText, Payload, Version)
SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''''), @PayloadBinary, 1
WHERE (@GrainStateVersion::integer IS NULL OR EXISTS (
    SELECT 1 FROM GrainRecord
    WHERE ServiceId = @ServiceId AND StateName = @GrainTypeString
      AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString::text, '''')))
  AND MayWrite()
ON CONFLICT (StateName, KeyN0, KeyN1, KeyText, ServiceId) DO UPDATE
SET Payload = excluded.Payload, Version = stored.Version + 1, ChangedAt = now()
WHERE stored.Version = @GrainStateVersion::integer
RETURNING Version AS NewGrainStateVersion
');
INSERT INTO public.orleansquery VALUES ('ClearStorageKey', '
UPDATE GrainRecord SET Payload = NULL, Version = Version + 1, ChangedAt = now()
WHERE ServiceId = @ServiceId AND StateName = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString::text, '''')
  AND Version = @GrainStateVersion::integer AND MayWrite()
RETURNING Version AS NewGrainStateVersion
');


--
-- Data for Name: schemaversions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schemaversions VALUES (5, 'Members.Silo.Storage.Postgres.Scripts.0001-clustering.sql', '2026-03-01 00:00:00');
INSERT INTO public.schemaversions VALUES (6, 'Members.Silo.Storage.Postgres.Scripts.0002-records.sql', '2026-03-01 00:00:00');


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 6, true);


--
-- Name: schemaversions PK_schemaversions_Id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schemaversions
    ADD CONSTRAINT "PK_schemaversions_Id" PRIMARY KEY (schemaversionsid);


--
-- Name: clustersetting clustersetting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clustersetting
    ADD CONSTRAINT clustersetting_pkey PRIMARY KEY (name);


--
-- Name: grainrecord grainrecord_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.grainrecord
    ADD CONSTRAINT grainrecord_pkey PRIMARY KEY (statename, keyn0, keyn1, keytext, serviceid);


--
-- Name: membershipentry membershipentry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membershipentry
    ADD CONSTRAINT membershipentry_pkey PRIMARY KEY (deploymentid, address, port, generation);


--
-- Name: membershipversion membershipversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membershipversion
    ADD CONSTRAINT membershipversion_pkey PRIMARY KEY (deploymentid);


--
-- Name: orleansquery orleansquery_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orleansquery
    ADD CONSTRAINT orleansquery_pkey PRIMARY KEY (querykey);


--
-- PostgreSQL database dump complete
--


