package io.fourfold.infra.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class ProjectVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ProjectVersion.class.getPackage().getImplementationVersion();
        return new String[] {"fourfold " + Optional.ofNullable(version).orElse("(not from a jar)")};
    }
}
