package io.fourfold.model;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Without this module, which is incubating, the network computes by OpenBLAS alone. */
public final class VectorApi {

    private VectorApi() {}

    /** Skips the tests of a SIMD kernel where the JVM does not have what it is made of. */
    public static void assumePresent() {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "no SIMD kernels: the JVM was started without --add-modules jdk.incubator.vector");
    }
}
