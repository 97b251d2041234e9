package io.fourfold.topology;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom; ARCHITECTURE.md draws it. */
@AnalyzeClasses(packages = "io.fourfold.topology", importOptions = DoNotIncludeTests.class)
class RoomsTest {

    private static final String ROOT = "io.fourfold.topology.";
    private static final String[] GROUND = {ROOT + "kafka", ROOT + "config", ROOT + "error"};
    private static final String[] APPLICATIONS = {ROOT + "images", ROOT + "index", ROOT + "search", ROOT + "publish"};

    /** Topologies are wired by pure code: what reads or writes anything outside is made elsewhere. */
    private static final DescribedPredicate<JavaClass> IO_CLIENTS = resideInAnyPackage(
                    "org.apache.kafka.clients.admin..",
                    "org.apache.kafka.clients.producer..",
                    "org.apache.kafka.clients.consumer..",
                    "java.net.http..",
                    "java.nio.file..")
            .and(describe(
                    "that are more than names or values",
                    type -> !type.getSimpleName().endsWith("Config")
                            && !type.getSimpleName().equals("ConsumerRecord")));

    @ArchTest
    static final ArchRule shouldHaveNoCycleOfPackages =
            slices().matching("io.fourfold.topology.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldKeepEveryClassInARoom = noClasses().should().resideInAPackage("io.fourfold.topology");

    @ArchTest
    static final ArchRule shouldStandOnTheGround = classes()
            .that()
            .resideInAnyPackage(GROUND)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(GROUND)
                    .or(DescribedPredicate.not(resideInAnyPackage("io.fourfold.topology.."))));

    @ArchTest
    static final ArchRule shouldKeepApplicationsApart = slices().matching(
                    "io.fourfold.topology.(images|index|search|publish)")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule shouldWireTopologiesWithoutClients =
            noClasses().that().resideInAnyPackage(APPLICATIONS).should().dependOnClassesThat(IO_CLIENTS);

    @ArchTest
    static final ArchRule shouldKnowHttpOnlyAboveIt = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "http", ROOT + "page", ROOT + "app")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "http", ROOT + "page", "io.javalin..");

    @ArchTest
    static final ArchRule shouldKeepThePageApart = noClasses()
            .that()
            .resideInAPackage(ROOT + "page")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.fourfold..").and(DescribedPredicate.not(resideInAnyPackage(ROOT + "page"))));

    @ArchTest
    static final ArchRule shouldNotKnowTheModuleAboveIt =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.fourfold.infra..", "io.fourfold.bench..");
}
