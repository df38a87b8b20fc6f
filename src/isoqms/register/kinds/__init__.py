"""The other records of the register: people, files of evidence, audits and findings, complaints, surveys, figures."""
