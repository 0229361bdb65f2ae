"""Checks manifests against rules of our own: rules.py MANIFEST.yaml... Prints every fault; exits with 1 if there are any."""
import os
import sys

import yaml

ORLEANS_PORTS = {"silo", "orleans"}
paths = sys.argv[1:]
documents = [document for path in paths for document in yaml.safe_load_all(open(path, encoding="utf-8"))]
faults = []


def check(holds, fault):
    if not holds:
        faults.append(fault)


def of(kind):
    return {document["metadata"]["name"]: document["spec"] for document in documents if document["kind"] == kind}


def chosen(selector, labels):
    return bool(selector) and selector.items() <= labels.items()


deployments, services, budgets, policies = of("Deployment"), of("Service"), of("PodDisruptionBudget"), of("NetworkPolicy")
check(set(deployments) == {"members-silo", "members-gateway"}, "there are not the silos and the gateways alone")
names = [(document["kind"], document["metadata"]["name"]) for document in documents]
check(len(names) == len(set(names)), "two manifests have one name")
for name, deployment in deployments.items():
    pod, labels = deployment["template"]["spec"], deployment["template"]["metadata"]["labels"]
    container, = pod["containers"]
    check(chosen(deployment["selector"]["matchLabels"], labels), f"{name} does not select its own pods")
    check(deployment["replicas"] > 1, f"{name} runs once")
    check(deployment["strategy"].get("rollingUpdate") == {"maxSurge": 1, "maxUnavailable": 0}, f"{name} is not replaced one by one")
    check(pod.get("automountServiceAccountToken") is False, f"{name} has a token for the API server, which it does not need")
    identity = pod.get("securityContext", {})
    check(identity.get("runAsNonRoot") is True and identity.get("runAsUser"), f"{name} may run as root")
    check(identity.get("seccompProfile") == {"type": "RuntimeDefault"}, f"{name} may call all of the kernel")
    limits = container.get("securityContext", {})
    check(limits.get("readOnlyRootFilesystem") is True, f"{name} can write to its image")
    check(limits.get("capabilities") == {"drop": ["ALL"]}, f"{name} keeps capabilities")
    check(limits.get("allowPrivilegeEscalation") is False, f"{name} may gain privileges")
    check("memory" in container["resources"].get("limits", {}), f"{name} has no memory limit")
    check("cpu" not in container["resources"].get("limits", {}), f"{name} is throttled, so that its lease may lapse")
    ports = {port["name"] for port in container["ports"]}
    for probe, path in (("startupProbe", "/health/ready"), ("livenessProbe", "/health/live"), ("readinessProbe", "/health/ready")):
        request = container.get(probe, {}).get("httpGet", {})
        check(request.get("path") == path and request.get("port") in ports, f"{name} has no {probe} at {path}")
    mounts = {mount["name"]: mount for mount in container["volumeMounts"]}
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    check(set(mounts) == set(volumes), f"{name} mounts other volumes than it has")
    check(mounts.get("secrets", {}).get("mountPath") == "/run/secrets" and "secret" in volumes.get("secrets", {}),
          f"{name} has no secrets at /run/secrets")
    check(all("secretKeyRef" not in setting.get("valueFrom", {}) for setting in container.get("env", [])),
          f"{name} has a secret in its environment")
    settings = dict(line.strip().split("=", 1) for line in open(os.path.join(os.path.dirname(paths[0]), f"{name.removeprefix('members-')}.env"))
                    if line.strip() and not line.startswith("#"))
    hours, minutes, seconds = map(int, settings["Members__DrainDelay"].split(":"))
    stopping = hours * 3600 + minutes * 60 + seconds + 45
    check(pod["terminationGracePeriodSeconds"] > stopping, f"{name} is killed before it can have stopped")
    for setting in settings:
        check(not any(word in setting.lower() for word in ("password", "pepper", "key", "database")), f"{setting} is no secret")
    budget = [b for b in budgets.values() if chosen(b["selector"]["matchLabels"], labels)]
    check(len(budget) == 1 and budget[0].get("maxUnavailable") == 1, f"{name} has no budget of one")
    policy = [p for p in policies.values() if chosen(p["podSelector"]["matchLabels"], labels)]
    check(len(policy) == 1 and "Ingress" in policy[0]["policyTypes"], f"{name} is reached by everybody")
    for rule in policy[0]["ingress"] if policy else []:
        check({port["port"] for port in rule.get("ports", [])} <= ports and rule.get("ports"), f"{name} opens ports that it does not have")
        if ORLEANS_PORTS & {port["port"] for port in rule.get("ports", [])}:
            check(rule.get("from") and all(set(peer) == {"podSelector"} and peer["podSelector"] for peer in rule["from"]),
                  f"others than silos and gateways reach the ports of Orleans of {name}")

silo = deployments["members-silo"]["template"]["spec"]["containers"][0]
address = [setting for setting in silo["env"] if setting["name"] == "Members__AdvertisedAddress"]
check(address and address[0].get("valueFrom") == {"fieldRef": {"fieldPath": "status.podIP"}}, "silos do not advertise their pod's address")
check(deployments["members-gateway"]["template"]["spec"]["containers"][0].get("args") == ["gateway"], "gateways are silos")
for name, service in services.items():
    check({port["targetPort"] for port in service["ports"]} == {"http"}, f"the service {name} publishes more than http")
    check(service.get("type", "ClusterIP") == "ClusterIP", f"the service {name} is published beyond the cluster")

for fault in faults:
    print(f"deploy/kubernetes: {fault}.", file=sys.stderr)
sys.exit(1 if faults else 0)
