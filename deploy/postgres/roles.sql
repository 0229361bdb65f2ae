-- Creates the roles and the database of a cluster, except those that exist already. For psql, with the variables
-- members_password and gateway_password.
SELECT format('CREATE ROLE members LOGIN PASSWORD %L', :'members_password')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'members') \gexec

-- The silos grant this role the right to read where they are, and nothing about members.
SELECT format('CREATE ROLE members_gateway LOGIN PASSWORD %L', :'gateway_password')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'members_gateway') \gexec

SELECT 'CREATE DATABASE members OWNER members'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'members') \gexec

REVOKE ALL ON DATABASE members FROM PUBLIC;
GRANT CONNECT ON DATABASE members TO members_gateway;
