"""Completes a bill of materials (CycloneDX) and prints it: the runtime in the program, and the time of the sources in place of now."""
import datetime
import json
import os
import sys

bill_path, assets_path = sys.argv[1:]
with open(bill_path, encoding="utf-8-sig") as file:
    bill = json.load(file)
with open(assets_path, encoding="utf-8") as file:
    assets = json.load(file)

# The runtime is downloaded, but no package depends on it.
runtime = {
    (package["name"], package["version"].strip("[]").split(",")[0])
    for framework in assets["project"]["frameworks"].values()
    for package in framework.get("downloadDependencies", [])
    if ".Runtime." in package["name"]
}
if not runtime:
    sys.exit("The program was not published with its runtime: nothing says which it is.")
for name, version in sorted(runtime):
    purl = f"pkg:nuget/{name}@{version}"
    bill["components"].append({
        "type": "framework", "bom-ref": purl, "name": name, "version": version, "scope": "required",
        "licenses": [{"license": {"id": "MIT"}}], "purl": purl,
    })

moment = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
bill["metadata"]["timestamp"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
bill["components"].sort(key=lambda component: component["bom-ref"])
json.dump(bill, sys.stdout, indent=2, ensure_ascii=False)
print()
