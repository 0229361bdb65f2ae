"""Writes manifests as TypeScript, for its compiler to compare each field with Kubernetes' own types: typescript.py MANIFEST.yaml..."""
import json
import sys

import yaml

documents = [document for path in sys.argv[1:] for document in yaml.safe_load_all(open(path, encoding="utf-8"))]
for i, document in enumerate(documents):
    group, _, version = document["apiVersion"].rpartition("/")
    print(f"import type {{ {document['kind']} as Kind{i} }} from 'kubernetes-types/{(group or 'core').split('.')[0]}/{version}';")
    print(f"// {document['kind']} {document['metadata']['name']}")
    print(f"export const manifest{i}: Kind{i} = {json.dumps(document, indent=2)};")
