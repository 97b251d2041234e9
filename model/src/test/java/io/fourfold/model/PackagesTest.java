package io.fourfold.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = PackagesTest.class, importOptions = DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule shouldHaveNoCycleOfPackages =
            slices().matching("io.fourfold.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldKnowNeitherKafkaNorTheModulesAboveIt = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "org.apache.avro..",
                    "io.fourfold.schemas..",
                    "io.fourfold.topology..",
                    "io.fourfold.infra..");

    @ArchTest
    static final ArchRule shouldComputeWithNd4jInTrainingOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.fourfold.model.train")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.nd4j.linalg..");
}
