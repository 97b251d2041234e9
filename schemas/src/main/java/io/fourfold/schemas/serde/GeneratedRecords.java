package io.fourfold.schemas.serde;

import io.fourfold.schemas.ImageUploaded;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;

/** Finds the class that was generated for a schema. Avro creates only classes it was told to trust: these. */
final class GeneratedRecords {

    private static final String PACKAGE = ImageUploaded.class.getPackageName();

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(PACKAGE)));
    }

    private GeneratedRecords() {}

    /** Lets Avro create these classes, also for copies by their builders; once is enough. */
    static void trust() {
        // Loading this class has done it.
    }

    /** @throws SerializationException if the writer's schema is none of this module's */
    static Class<?> classOf(int id, Schema writer) {
        try {
            Class<?> type = Class.forName(writer.getFullName(), false, GeneratedRecords.class.getClassLoader());
            if (type.getPackageName().equals(PACKAGE) && SpecificRecord.class.isAssignableFrom(type)) {
                return type;
            }
        } catch (ClassNotFoundException | LinkageError unknown) {
            throw new SerializationException(unknownType(id, writer), unknown);
        }
        throw new SerializationException(unknownType(id, writer));
    }

    private static String unknownType(int id, Schema writer) {
        return "Schema " + id + " is of type " + writer.getFullName()
                + ", for which this application has no generated class. Does the record belong in this topic?";
    }
}
