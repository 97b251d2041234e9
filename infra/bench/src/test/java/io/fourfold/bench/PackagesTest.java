package io.fourfold.bench;

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
}
