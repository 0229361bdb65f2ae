-- A gateway of its own finds the silos here. When the operator has made the role members_gateway, it may read that and
-- nothing of any member.
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'members_gateway') THEN
        GRANT SELECT ON OrleansQuery, MembershipVersion, MembershipEntry TO members_gateway;
    END IF;
END $$;
