"""The functions of the database that the wall is made of.

Those with ``SECURITY DEFINER`` see every school's rows, and tell no more than is needed to decide;
their ``search_path`` is fixed, so that nobody can slip a table of his own under them. They come
with the models' own tables (`encoach.wall.init`), because the scope of a user is read by them from
the first moment on.
"""

ROLE = 'encoach_school'

#: who signed in, in which schools he is, and which of them are open; nothing when nobody did
SCOPE = """
CREATE OR REPLACE FUNCTION encoach_uid() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('encoach.uid', true), '')::integer $$;

CREATE OR REPLACE FUNCTION encoach_scope() RETURNS integer[]
    LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('encoach.scope', true), '')::integer[] $$;

CREATE OR REPLACE FUNCTION encoach_scope_of(caller integer, OUT member boolean, OUT scope integer[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN
    SELECT count(*) > 0,
           coalesce(array_agg(entity.id ORDER BY entity.id) FILTER (WHERE entity.active), '{}')
      INTO member, scope
      FROM encoach_entity_users_rel AS rel
      JOIN encoach_entity AS entity ON entity.id = rel.entity_id
     WHERE rel.user_id = caller;
END $$;

CREATE OR REPLACE FUNCTION encoach_is_platform(caller integer) RETURNS boolean
    LANGUAGE plpgsql STABLE AS
$$ BEGIN
    RETURN EXISTS (
        WITH RECURSIVE held(gid) AS (
            SELECT gid FROM res_groups_users_rel WHERE uid = caller
            UNION
            SELECT implied.hid FROM res_groups_implied_rel AS implied JOIN held USING (gid)
        )
        SELECT FROM held JOIN ir_model_data AS data ON data.res_id = held.gid
         WHERE data.module = 'encoach_lms_core' AND data.name = 'group_platform_admin'
    );
END $$;

-- Bind the transaction to whoever signed in: returns his schools, or null when he is the platform's
-- and nothing binds him. The role and the settings end with the transaction.
CREATE OR REPLACE FUNCTION encoach_bind(caller integer, stands boolean) RETURNS integer[]
    LANGUAGE plpgsql AS
$$ DECLARE
    found record;
BEGIN
    found := encoach_scope_of(caller);
    IF NOT found.member AND encoach_is_platform(caller) THEN
        PERFORM set_config('encoach.uid', '', true), set_config('encoach.scope', '', true);
        RETURN NULL;
    END IF;
    PERFORM set_config('encoach.uid', caller::text, true),
            set_config('encoach.scope', found.scope::text, true),
            set_config('encoach.known_users', '', true),
            set_config('encoach.known_partners', '', true);
    IF stands THEN
        PERFORM set_config('role', 'encoach_school', true);
    END IF;
    RETURN found.scope;
END $$;
"""

#: whom the policies let a caller see beside the rows of his schools
KNOWN = """
CREATE OR REPLACE FUNCTION encoach_platform_users() RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
    WITH RECURSIVE granting(gid) AS (
        SELECT res_id FROM ir_model_data
         WHERE module = 'encoach_lms_core' AND name = 'group_platform_admin'
        UNION
        SELECT implied.gid FROM res_groups_implied_rel AS implied
          JOIN granting ON implied.hid = granting.gid
    )
    SELECT DISTINCT held.uid FROM res_groups_users_rel AS held JOIN granting USING (gid)
     WHERE NOT EXISTS (SELECT FROM encoach_entity_users_rel AS rel WHERE rel.user_id = held.uid)
$$;

CREATE OR REPLACE FUNCTION encoach_known_companies() RETURNS integer[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT array_agg(id) FROM (
    SELECT company_id AS id FROM encoach_entity WHERE id = ANY (encoach_scope())
    UNION SELECT company_id FROM res_users WHERE id = encoach_uid()
    UNION SELECT cid FROM res_company_users_rel WHERE user_id = encoach_uid()
) AS known $$;

-- Asked by nearly every statement, so the answer is kept until the transaction ends: a caller who
-- is bound changes no membership.
CREATE OR REPLACE FUNCTION encoach_known_users() RETURNS integer[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ DECLARE
    known text := nullif(current_setting('encoach.known_users', true), '');
BEGIN
    IF known IS NULL THEN
        SELECT array_agg(id)::text INTO known FROM (
            SELECT encoach_uid() AS id
            UNION SELECT user_id FROM encoach_entity_users_rel
                   WHERE entity_id = ANY (encoach_scope())
            -- the platform's own: the superuser, the public user, administrators without a school
            UNION SELECT 1
            UNION SELECT res_id FROM ir_model_data
                   WHERE module = 'base' AND name = 'public_user' AND model = 'res.users'
            UNION SELECT id FROM encoach_platform_users() AS platform(id)
        ) AS users;
        PERFORM set_config('encoach.known_users', known, true);
    END IF;
    RETURN known::integer[];
END $$;

CREATE OR REPLACE FUNCTION encoach_known_partners() RETURNS integer[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ DECLARE
    known text := nullif(current_setting('encoach.known_partners', true), '');
BEGIN
    IF known IS NULL THEN
        SELECT array_agg(partner_id)::text INTO known FROM (
            SELECT partner_id FROM res_users WHERE id = ANY (encoach_known_users())
            UNION SELECT partner_id FROM res_company WHERE id = ANY (encoach_known_companies())
        ) AS partners;
        PERFORM set_config('encoach.known_partners', known, true);
    END IF;
    RETURN known::integer[];
END $$;

CREATE OR REPLACE FUNCTION encoach_partner() RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT partner_id FROM res_users WHERE id = encoach_uid() $$;

-- The schools of ids, whoever asks: only so can another school's id be told from one that exists
-- nowhere. It takes tables with an entity only.
CREATE OR REPLACE FUNCTION encoach_owners(
    owned regclass, ids integer[], active name, OUT id integer, OUT entity_id integer,
    OUT is_active boolean
) RETURNS SETOF record
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN
    IF owned = 'encoach_entity'::regclass THEN
        RETURN QUERY SELECT entity.id, entity.id, entity.active
                       FROM encoach_entity AS entity WHERE entity.id = ANY (ids);
    ELSE
        RETURN QUERY EXECUTE format(
            'SELECT id, entity_id, %s FROM %s WHERE id = ANY ($1)',
            CASE WHEN active IS NULL THEN 'TRUE' ELSE quote_ident(active) END, owned
        ) USING ids;
    END IF;
END $$;

-- The school of a row without any other sign: the caller's, else the maker's. Who made it before
-- there were stamps, and has left since, has a contact that is the school's still.
CREATE OR REPLACE FUNCTION encoach_school_of_maker(maker integer) RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ DECLARE
    scope integer[] := encoach_scope();
BEGIN
    IF scope IS NOT NULL THEN
        RETURN scope[1];
    END IF;
    RETURN coalesce(
        ((encoach_scope_of(maker)).scope)[1],
        (SELECT partner.entity_id
           FROM res_users AS account JOIN res_partner AS partner ON partner.id = partner_id
          WHERE account.id = maker)
    );
END $$;

-- The school of a user, or of a contact: of several, one of the caller's.
CREATE OR REPLACE FUNCTION encoach_school_of_contact(contact integer) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT coalesce(
    (SELECT entity_id FROM res_partner WHERE id = contact),
    (SELECT rel.entity_id
       FROM res_users JOIN encoach_entity_users_rel AS rel ON rel.user_id = res_users.id
      WHERE res_users.partner_id = contact
      ORDER BY rel.entity_id = ANY (encoach_scope()) DESC, rel.entity_id LIMIT 1)
) $$;
"""

#: one branch for each model whose rows have a school
SCHOOL_OF = """
CREATE OR REPLACE FUNCTION encoach_school_of(model text, record bigint) RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN
    IF model IS NULL OR record IS NULL OR record NOT BETWEEN 1 AND 2147483647 THEN
        RETURN NULL;
    END IF;
    RETURN CASE model
        WHEN 'encoach.entity' THEN record::integer
        WHEN 'res.partner' THEN encoach_school_of_contact(record::integer)
        WHEN 'res.users' THEN encoach_school_of_contact(
            (SELECT partner_id FROM res_users WHERE id = record))
        %s
    END;
END $$
"""
BRANCH = "WHEN '{model}' THEN (SELECT {column} FROM {table} WHERE id = record)"

#: the school of those who follow a channel of the bus, such as ``["database", "res.partner", 12]``
CHANNEL = """
CREATE OR REPLACE FUNCTION encoach_only_school() RETURNS integer
    LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN cardinality(encoach_scope()) = 1 THEN (encoach_scope())[1] END $$;

CREATE OR REPLACE FUNCTION encoach_school_of_channel(channel text) RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ DECLARE
    parts jsonb;
BEGIN
    parts := channel::jsonb;
    IF jsonb_typeof(parts) = 'array' AND jsonb_typeof(parts -> 2) = 'number' THEN
        RETURN encoach_school_of(parts ->> 1, (parts ->> 2)::bigint);
    END IF;
    RETURN NULL;
EXCEPTION WHEN invalid_text_representation THEN
    RETURN NULL;
END $$;
"""
