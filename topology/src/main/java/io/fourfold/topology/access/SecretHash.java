package io.fourfold.topology.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

/**
 * Argon2id (RFC 9106) with the parameters that OWASP's Password Storage Cheat Sheet names: 19 MiB, two passes, one lane. A
 * hash carries its parameters and its salt, so that later ones may be slower.
 */
final class SecretHash {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;

    private SecretHash() {}

    /** The hash, with a new salt, in PHC's string format. */
    static String of(String secret) {
        return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID)
                .hash(secret)
                .getResult();
    }

    /** Whether the hash is of that secret; takes some 20 ms and 19 MiB. */
    static boolean matches(String secret, String hash) {
        return Argon2Function.getInstanceFromHash(hash).check(secret, hash);
    }
}
