-- The roles and the database of a cluster. Read by psql, which is given the variables members_password and
-- gateway_password; what is there already is left alone.
SELECT format('CREATE ROLE members LOGIN PASSWORD %L', :'members_password')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'members') \gexec

-- Silos let this role read where they are, and nothing of any member.
SELECT format('CREATE ROLE members_gateway LOGIN PASSWORD %L', :'gateway_password')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'members_gateway') \gexec

SELECT 'CREATE DATABASE members OWNER members'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'members') \gexec

REVOKE ALL ON DATABASE members FROM PUBLIC;
GRANT CONNECT ON DATABASE members TO members_gateway;
