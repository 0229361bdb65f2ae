"""Checks a parsed docker-compose.yml against rules of our own. Prints every fault; exits with 1 if there are any."""
import sys

import yaml

ORLEANS_PORTS = {"11111", "30000"}
OWN_IMAGE = "members"
SECRET_WORDS = ("password", "secret", "token", "key", "pepper", "database")

compose = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
services = compose["services"]
faults = []


def check(holds, fault):
    if not holds:
        faults.append(fault)


def seconds(text):
    total, number = 0, ""
    for letter in str(text):
        if letter.isdigit():
            number += letter
        else:
            total += int(number or 0) * {"h": 3600, "m": 60, "s": 1}[letter]
            number = ""
    return total


for name, service in services.items():
    check(service.get("read_only") is True, f"{name} can write to its image")
    check(service.get("cap_drop") == ["ALL"], f"{name} keeps capabilities")
    check("no-new-privileges:true" in service.get("security_opt", []), f"{name} may gain privileges")
    check(service.get("restart") == "unless-stopped", f"{name} is not restarted")
    check("mem_limit" in service, f"{name} has no memory limit")
    check(service["image"] == OWN_IMAGE or ":" in service["image"], f"{name} has an image without a version")
    user = service.get("user")
    check(service["image"] == OWN_IMAGE or user not in (None, "root", "0"), f"{name} runs as root, or as the user its image names")
    check(service["image"] == OWN_IMAGE or "healthcheck" in service, f"{name} has no health check")
    for port in service.get("ports", []):
        inner = str(port["target"] if isinstance(port, dict) else port.rpartition(":")[2])
        check(inner not in ORLEANS_PORTS, f"{name} publishes {inner}, on which every grain can be called")
        check(isinstance(port, str) and port.startswith("127.0.0.1:"), f"{name} is published beyond this machine")
    for setting, value in service.get("environment", {}).items():
        secret = any(word in setting.lower() for word in SECRET_WORDS) and not str(value).startswith("/run/secrets/")
        check(not secret, f"{name} has the secret {setting} in its environment")
    for source, how in (service.get("depends_on") or {}).items():
        check(how["condition"] == "service_healthy", f"{name} does not wait until {source} is healthy")
    for secret in service.get("secrets", []):
        source = secret if isinstance(secret, str) else secret["source"]
        check(source in compose["secrets"], f"{name} uses the secret {source}, which does not exist")

silos = [name for name, service in services.items() if service["image"] == OWN_IMAGE and not service.get("command")]
gateways = [name for name, service in services.items() if service.get("command") == ["gateway"]]
check(len(silos) == 3 and len(gateways) == 2, "there are not three silos and two gateways")
addresses = {services[name]["environment"].get("Members__PublicBaseUrl") for name in silos + gateways}
check(len(addresses) == 1 and None not in addresses, f"the services disagree about the address of the site: {addresses}")
for name in silos:
    settings = services[name]["environment"]
    check(settings["Members__AdvertisedAddress"] == name, f"{name} does not advertise {name}")
    check(list(services[name]["networks"]) == ["back"], f"{name} is not in the back network only")
    check("postgres" in services[name]["depends_on"], f"{name} does not wait for PostgreSQL")
for name in gateways:
    check(any(silo in services[name]["depends_on"] for silo in silos), f"{name} does not wait for a silo")
for name in silos + gateways:
    drain = str(services[name]["environment"]["Members__DrainDelay"]).split(":")
    stopping = int(drain[0]) * 3600 + int(drain[1]) * 60 + int(drain[2]) + 45
    check(seconds(services[name]["stop_grace_period"]) > stopping, f"{name} is killed before it can have stopped")
    check("ports" not in services[name], f"{name} is published beside the proxy")
front = compose["networks"]["front"]["ipam"]["config"][0]["subnet"]
for name in gateways:
    environment = services[name]["environment"]
    trusted = {k: v for k, v in environment.items() if k.startswith("Members__TrustedProxies")}
    check(trusted == {"Members__TrustedProxies__0": front}, f"{name} trusts others than the front network")
    check("ASPNETCORE_FORWARDEDHEADERS_ENABLED" not in environment, f"{name} makes the framework trust every proxy")
in_front = {name for name, service in services.items() if "front" in service["networks"]}
check(in_front == {"proxy", *gateways}, "others than the proxy and the gateways are in the front network")
check(list(services["proxy"]["networks"]) == ["front"], "the proxy is in the back network")
check(compose["networks"]["back"].get("internal") is True, "the back network is connected to the outside")

for fault in faults:
    print(f"docker-compose.yml: {fault}.", file=sys.stderr)
if faults:
    sys.exit(1)
print(f"docker-compose.yml is valid: {', '.join(services)}.")
