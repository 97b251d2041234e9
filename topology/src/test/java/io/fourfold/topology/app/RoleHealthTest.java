package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleHealthTest {

    private static final Set<Role> ALL = Set.of(Role.values());

    @Test
    void shouldBeReadyForQueriesWhenOnlyTheIndexIs() {
        assertThat(RoleHealth.ready(ALL, Set.of(Role.INDEX)::contains)).isTrue();
    }

    @Test
    void shouldNotBeReadyForQueriesWhenOnlyTheIndexIsNot() {
        assertThat(RoleHealth.ready(ALL, Set.of(Role.IMAGES, Role.SEARCH)::contains))
                .isFalse();
    }

    @Test
    void shouldNeedEveryRoleWhereThereIsNoIndex() {
        Set<Role> roles = Set.of(Role.IMAGES, Role.SEARCH);

        assertThat(RoleHealth.ready(roles, Set.of(Role.IMAGES)::contains)).isFalse();
        assertThat(RoleHealth.ready(roles, roles::contains)).isTrue();
    }
}
