package io.fourfold.topology.config;

import java.util.ArrayList;
import java.util.List;

/** What is missing before other machines may reach a listener. */
final class OpenDoors {

    private OpenDoors() {}

    /** What is missing, and what to set; a sentence for each listener. */
    static List<String> of(FourfoldConfig.HttpSettings http, FourfoldConfig.AccessSettings access) {
        List<String> missing = new ArrayList<>();
        if (!http.users().loopback()) {
            List<String> needs = new ArrayList<>();
            if (!access.enabled()) {
                needs.add(
                        Setting.ACCESS_ENABLED.key() + "=true, so that only callers with a key or a token are let in");
            }
            if (http.tls().isEmpty() && !http.behindProxy()) {
                needs.add(Setting.HTTP_TLS_CERTIFICATE.key() + " and " + Setting.HTTP_TLS_KEY.key() + " for TLS, or "
                        + Setting.HTTP_BEHIND_PROXY.key() + "=true if a proxy in front of it ends TLS");
            }
            add(missing, Setting.HTTP_HOST, http.users(), needs);
        }
        if (!http.peers().loopback()
                && http.peerSecret().isEmpty()
                && http.peerTls().isEmpty()) {
            add(
                    missing,
                    Setting.HTTP_PEER_HOST,
                    http.peers(),
                    List.of(Setting.HTTP_PEER_TLS_CERTIFICATE.key() + ", " + Setting.HTTP_PEER_TLS_KEY.key() + " and "
                            + Setting.HTTP_PEER_TLS_CA.key() + ", or " + Setting.HTTP_PEER_SECRET.key()
                            + ", so that only other instances are let in"));
        }
        return missing;
    }

    private static void add(List<String> missing, Setting setting, ListenAddress address, List<String> needs) {
        if (!needs.isEmpty()) {
            missing.add(setting.key() + " " + address.host() + " can be reached from other machines: set "
                    + String.join("; and ", needs));
        }
    }
}
