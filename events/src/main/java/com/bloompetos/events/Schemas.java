package com.bloompetos.events;

import org.apache.avro.Schema;

/** Schemas by id and ids by schema, as a registry keeps them; thread safe and cached. */
public interface Schemas {
    /** The schema with this id, or {@link UnreadableRecord} when nobody ever registered it. */
    Schema byId(int id);

    /** The id of this schema under a subject, registered if it is new. */
    int idOf(String subject, Schema schema);
}
